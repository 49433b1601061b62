// Keys and signatures to test with: made once by the openssl command, thrown
// away by whoever made them, worth nothing.
#ifndef HOTPATCH_TESTS_SUPPORT_PACKAGE_KEYS_H
#define HOTPATCH_TESTS_SUPPORT_PACKAGE_KEYS_H

#include <string_view>

namespace hotpatch::test_keys {

// ECDSA on P-256.
inline constexpr std::string_view ecdsa =
    "-----BEGIN PRIVATE KEY-----\n"
    "MIGHAgEAMBMGByqGSM49AgEGCCqGSM49AwEHBG0wawIBAQQgQziu7NkTavRzMF14\n"
    "Ts86ZKcErKLSTRaH3Z3/oWtgvOahRANCAAQmKn49jVWFk+LEUXXfYQrTuwN1ig0i\n"
    "6N01ZT8LJ9WzQFy8OygQU2JklPArNfVzuD2twyWqDN2tPeCOUFcx/uh+\n"
    "-----END PRIVATE KEY-----\n";

// RSA, 2048 bits.
inline constexpr std::string_view rsa =
    "-----BEGIN PRIVATE KEY-----\n"
    "MIIEvAIBADANBgkqhkiG9w0BAQEFAASCBKYwggSiAgEAAoIBAQDGm3A6J4+FoZ5S\n"
    "PMuJq1OWdTMtUi2m/g/sN3y6k6KftZXPQzLwAy/DeuwI2Kiakf29AFWDeM5dVwyU\n"
    "nkKy+89oBwadXDSjCNALoff2pFYQQmLJD/Kap0ITZQV7Zypp2mYtRCll0gu+EE5b\n"
    "efGtMUuFQOFUuJy8aLM5EjPEylHnEi5Pr5ipXlo1StIs54WVWBiopbE2yil9xSta\n"
    "BpbKfK411I2E85JWFkPJCpMH+1kMivpJ+U0pxP52wllD5MJGJR8KqarM5y5BBYqt\n"
    "1Gr6KiiP6aNzyw90IXpHl+xrQcC2BZdjyQV7vZo44HTGSQQsO1hUM2iQe1zEqkkM\n"
    "zUphOWWjAgMBAAECggEAMIWuXA7pQikzwHzI73gTomk82SBANhHROxFtYDoMm79l\n"
    "++67hacJptUj0J96RdVQLDpmKgo8RNKtKKwnuInL6Or6gzyRQZm4Fnd6WOBahHtr\n"
    "nhrO11jwzEM8nSMd2iG5H+sMwCsaolNiiXfYA0vNWx94TdYSuPdNfi6Dxlr1uqGo\n"
    "wPizWjzkAhMUjfYFSnRXn+ghTQt/vPk8IR594pOdNlsfR8B9BFSYbQO4nEWHXmn4\n"
    "hSdlAozWMINEbzxg8ZWdc6vFAIcm2KXHa9sdWxhj0SJz28wjoYh7QH/401ZIMG7c\n"
    "R4UreCbJK4Rz3nU9za0jWTLQBvVjs6X8DW0cTcctzQKBgQDo99UkX02kGLEsXoZZ\n"
    "ICBYHb9RZWKsFNhE3QLoRTCKBKyCzbiQiFSjg7OSd+1L2bd+Rt5CLtmxta0WPotk\n"
    "7ulN8CVix2APTJRjG76wWB0rZMKxgO6W6LOVqTBDPFW9MWDdXyaKSyLnNIrRZ9x7\n"
    "Q0lgSrrD6CmXHz9hMc28rxIPjQKBgQDaPff613KhCheSNB8KieWT8ldq72jurELs\n"
    "xCMnsEIxIJAf92uJLmvLr5bRfh8d9qHG9toQHxBJEDPvxMhQYfYEtbzUdbuSvzC2\n"
    "N8wVI/5QGb6MWov2PljMtVAYuuxv4Hb0xRCwrqlfIN0y08D9a2V4MABBDYEIEd9n\n"
    "GfdlS3Ol7wKBgCtvgbrdVgGBZQ8rtIrLdZxYN4J6j7Ib1NLKDi+2Lr2c73kX2BCC\n"
    "ip1OAd4OJB0fQ5n0pp3aVFZQ1Cuwj5bLAI66do37NErF8WilFKGWXCHqEG695j4W\n"
    "ttzxhYETr7ythyze/7WLGr/WyQcQAUiuG/ErHbVHBPIbLlr1yTEjxw9FAoGAIILo\n"
    "xTqBPhJFzqbrFOPUCoUolqqRpDSPR7w0TH5Kbg0ey1RNdcMvlclTm2PBePI7yWsO\n"
    "syYdg/Tg99AF00u0naEBP1lGlybaN9r6ERAqm34qT7hRb158VgqQow59mHEE55PP\n"
    "17I9UwmPSjoXXuk31X65GvfLCAu5jx9kJnfmA4sCgYAKKll5ZolQbG2G15k0MgBR\n"
    "JTXg4NRgJgbLOeg2gFoco+qKl7PioqDSIqphGECaoUjnr6Shg9dS04iqei2UkyZt\n"
    "u3E1xwUGc97BLKza7C/htDUE6DLQ7asKemJG5U0cmOUIfaEcFF6LIOYpf2jhB5Hs\n"
    "7EgfutdsAKDrQTS7r/t/pw==\n"
    "-----END PRIVATE KEY-----\n";

// The public half of `ecdsa` in two other encodings.
inline constexpr std::string_view ecdsa_compressed =
    "-----BEGIN PUBLIC KEY-----\n"
    "MDkwEwYHKoZIzj0CAQYIKoZIzj0DAQcDIgACJip+PY1VhZPixFF132EK07sDdYoN\n"
    "IujdNWU/CyfVs0A=\n"
    "-----END PUBLIC KEY-----\n";

inline constexpr std::string_view ecdsa_explicit =
    "-----BEGIN PUBLIC KEY-----\n"
    "MIIBSzCCAQMGByqGSM49AgEwgfcCAQEwLAYHKoZIzj0BAQIhAP////8AAAABAAAA\n"
    "AAAAAAAAAAAA////////////////MFsEIP////8AAAABAAAAAAAAAAAAAAAA////\n"
    "///////////8BCBaxjXYqjqT57PrvVV2mIa8ZR0GsMxTsPY7zjw+J9JgSwMVAMSd\n"
    "NgiG5wSTamZ44ROdJreBn36QBEEEaxfR8uEsQkf4vOblY6RA8ncDfYEt6zOg9KE5\n"
    "RdiYwpZP40Li/hp/m47n60p8D54WK84zV2sxXs7LtkBoN79R9QIhAP////8AAAAA\n"
    "//////////+85vqtpxeehPO5ysL8YyVRAgEBA0IABCYqfj2NVYWT4sRRdd9hCtO7\n"
    "A3WKDSLo3TVlPwsn1bNAXLw7KBBTYmSU8Cs19XO4Pa3DJaoM3a094I5QVzH+6H4=\n"
    "-----END PUBLIC KEY-----\n";

// Public keys of kinds that are not taken.
inline constexpr std::string_view p384 =
    "-----BEGIN PUBLIC KEY-----\n"
    "MHYwEAYHKoZIzj0CAQYFK4EEACIDYgAE2eCLAGV3Jujh5OJBQ88LeGGY+PPX+2EL\n"
    "tYhPFEKTJCn77t5gKYhFJj3gDP82kvER7ylW+h79e0uKPYM14JPhHiw0jIG+PEYs\n"
    "ItfhnLhbwU95uUvvX7mMMlo2xpsZO8Jc\n"
    "-----END PUBLIC KEY-----\n";

inline constexpr std::string_view secp256k1 =
    "-----BEGIN PUBLIC KEY-----\n"
    "MFYwEAYHKoZIzj0CAQYFK4EEAAoDQgAEhBog7za+y7hhuiqf2j9p/EgEm5nTFHiN\n"
    "hFqT9unY/xrU8tZRtXGdYgzGedule0Q/wFm9cJyn8N8TeJs1zLlb3w==\n"
    "-----END PUBLIC KEY-----\n";

inline constexpr std::string_view rsa_pss_only =
    "-----BEGIN PUBLIC KEY-----\n"
    "MIIBIDALBgkqhkiG9w0BAQoDggEPADCCAQoCggEBALMxT7xUrgAG68jf0mN1eyPg\n"
    "Cu3fiHYgPymiPmSp3GZIVgMu7/w/iSdiqFDOidVTCoEVYydF9ueJyUSZrP4DEZjM\n"
    "bFyKXGsSPWnd8a60RCPVjI9+E/Xk+mj7G4z/Iy3kVJId0btVsQX7qA8P2s4Z2wic\n"
    "GMNWhyfx2C0OBDSLsY/OBy94eOvFByuPGC41xLVWQSHDhlu8JtGS6R94SZDnzEAv\n"
    "MNRTKRWskIeoe+amGCJ6yxHi4tVgUQsf6ccsoZV1lhqjsVxhv02UKyAATeib2OZn\n"
    "Uv53XiNrpOrykl2+VHleZZC+Anc81M2mTRYyQFw8bvT06LLiwBNG1ueu0rg9SvMC\n"
    "AwEAAQ==\n"
    "-----END PUBLIC KEY-----\n";

inline constexpr std::string_view rsa_1024 =
    "-----BEGIN PUBLIC KEY-----\n"
    "MIGfMA0GCSqGSIb3DQEBAQUAA4GNADCBiQKBgQDQTvhk5zwJc1SAkfyL4QYS2CMP\n"
    "Ri51foUbyI+NpMRBE7W16ndTLtvB0+/wls7d6PbeI+mNL2drbv4Lnz+B6rQb7ok2\n"
    "8eW6bo6oy0OHLc1tVZFdyNJgJq60/TrPRN/1GF0EjFtK3hLqS7gjr/Q8NGimVQuP\n"
    "wJZWIrau4uw6Ix0kywIDAQAB\n"
    "-----END PUBLIC KEY-----\n";

inline constexpr std::string_view rsa_exponent_3 =
    "-----BEGIN PUBLIC KEY-----\n"
    "MIIBIDANBgkqhkiG9w0BAQEFAAOCAQ0AMIIBCAKCAQEAyQwD07AWtSRHF4tMlrQ5\n"
    "WfgszSDvAtIx8K+QsV4tNR8qp4aQfDmKib1TOI8dkVtV3AIr1yUBpNw4uwPIXmEK\n"
    "BBmD4v2jnuzYA8GSOmNp5BiIhGslAJ8g7Ds3CSI4rtn3zaLWMppEiIE9/IpmXkNd\n"
    "sKqEsReZvh+ZLvKa2DRhOY4eFSXf74eAvZor15Z3EX+LUpvY78SbjOYAbAibXfwq\n"
    "KE5dM8EqmIQoLUh0y6m2QQiz1Cc39RwvaMMiJjYHu2+pNbqWP1UoUZnOpHzO2G5o\n"
    "Ei98D7/pPQtIOQO4Yebcuzg3ik698/s4LcUMjyimUPHS001/0sXL50hoQvMRWwZj\n"
    "nwIBAw==\n"
    "-----END PUBLIC KEY-----\n";

inline constexpr std::string_view x25519 =
    "-----BEGIN PUBLIC KEY-----\n"
    "MCowBQYDK2VuAyEARZbKEcTVDF2oqSe5crxgVPrE8pxR6nHbpW6mAeaoc0A=\n"
    "-----END PUBLIC KEY-----\n";

inline constexpr std::string_view ed448 =
    "-----BEGIN PUBLIC KEY-----\n"
    "MEMwBQYDK2VxAzoANC4x8MVu8dovdgZ9encUZPJO1IinIsVS8JxTB8t5P0lkHaKA\n"
    "zZmVeL0ZFOi1IawGGsb6TVgmML8A\n"
    "-----END PUBLIC KEY-----\n";

inline constexpr std::string_view dsa =
    "-----BEGIN PUBLIC KEY-----\n"
    "MIIBtjCCASsGByqGSM44BAEwggEeAoGBAIB9EG38PRNb1XeslCIPghfMdkCbtnnG\n"
    "EX4jzLeWsOhk83yDMKtyGCUfnev7jjiA9fmYTjH5kbbDjh2HWxE3ZcYcWtHWXIcd\n"
    "rg3NDCEwcZ86Pu6B69NpxW0qkTgYUsx73WtPabmzVJYdTWsgM/yr0KkEgHymGJPA\n"
    "R+6mccj2ImktAhUAvY0V+BIGqZjQa3qdTcTykBJ7m9ECgYBqzyJkFsh8EmtjaM0S\n"
    "Na9Wl2sYbh3Vc/wGssoT528k2tt1eMKU13FCLg02+hL6f0wa132h9/SI3xUjs0i7\n"
    "c/CIzjvcPXMoonCiHkRTAvNyaA2eWhDJAQTFyR/ZkF5Hk25vlkJ9+/vybEYwCteN\n"
    "qmkDsDxIRIBp70CCbzUS0gJRzwOBhAACgYBAU+JhxwgLDeeQxKLs+F6MgCQNv2Vp\n"
    "bpLmqt1MAaRKpZdvorLdNQC/3qvfitCimorIq2WKcaXTrmKkVAH2pmAz61ECl0bj\n"
    "YX2TBdxe1t45Yrr7yzCoDXoYDbuSwoIRTd4tM4m5UNWINcuc6mCqvK0C77JgGzKJ\n"
    "2PomAXZ+prurIw==\n"
    "-----END PUBLIC KEY-----\n";

// The Ed25519 key of sixteen times "ab", encrypted with the passphrase
// "secret": PBKDF2, openssl's default.
inline constexpr std::string_view ed25519_encrypted =
    "-----BEGIN ENCRYPTED PRIVATE KEY-----\n"
    "MIGbMFcGCSqGSIb3DQEFDTBKMCkGCSqGSIb3DQEFDDAcBAj5OPG9yb4RUwICCAAw\n"
    "DAYIKoZIhvcNAgkFADAdBglghkgBZQMEASoEELh80z3377lXCH0IFll4WOsEQBIV\n"
    "sQ38l4O7WjD4kkAnxAzokw4sE1wE1sVtObc8bh01HZUQcxpWSFK6mpQzciRC0BXq\n"
    "DyDjehmM+Dr9mSTXpis=\n"
    "-----END ENCRYPTED PRIVATE KEY-----\n";

// Signatures of "message" by `ecdsa`, in hexadecimal: S in the lower half, in
// the upper half; and what strict DER forbids.
inline constexpr std::string_view ecdsa_low_s =
    "3045022100dbc1cba16c09e97134a897a4d7d8b4219bd10c3d7a8bf9bd5d55ff"
    "a694ad9ef70220267ae828d68438388cadd0a32b5020af7983c71d0d7b8e3a2b"
    "348e1d09c1f14d";
inline constexpr std::string_view ecdsa_high_s =
    "3046022100dbc1cba16c09e97134a897a4d7d8b4219bd10c3d7a8bf9bd5d55ff"
    "a694ad9ef7022100d98517d6297bc7c873522f5cd4afdf5043633390999c104a"
    "c8853ca5f2a13404";
inline constexpr std::string_view ecdsa_padded =
    "304602220000dbc1cba16c09e97134a897a4d7d8b4219bd10c3d7a8bf9bd5d55"
    "ffa694ad9ef70220267ae828d68438388cadd0a32b5020af7983c71d0d7b8e3a"
    "2b348e1d09c1f14d";
inline constexpr std::string_view ecdsa_long_length =
    "308145022100dbc1cba16c09e97134a897a4d7d8b4219bd10c3d7a8bf9bd5d55"
    "ffa694ad9ef70220267ae828d68438388cadd0a32b5020af7983c71d0d7b8e3a"
    "2b348e1d09c1f14d";
inline constexpr std::string_view ecdsa_trailing =
    "3045022100dbc1cba16c09e97134a897a4d7d8b4219bd10c3d7a8bf9bd5d55ff"
    "a694ad9ef70220267ae828d68438388cadd0a32b5020af7983c71d0d7b8e3a2b"
    "348e1d09c1f14d00";
inline constexpr std::string_view ecdsa_trailing_inside =
    "3047022100dbc1cba16c09e97134a897a4d7d8b4219bd10c3d7a8bf9bd5d55ff"
    "a694ad9ef70220267ae828d68438388cadd0a32b5020af7983c71d0d7b8e3a2b"
    "348e1d09c1f14d0500";
inline constexpr std::string_view ecdsa_raw =
    "dbc1cba16c09e97134a897a4d7d8b4219bd10c3d7a8bf9bd5d55ffa694ad9ef7"
    "267ae828d68438388cadd0a32b5020af7983c71d0d7b8e3a2b348e1d09c1f14d";
inline constexpr std::string_view ecdsa_s_plus_order =
    "3046022100dbc1cba16c09e97134a897a4d7d8b4219bd10c3d7a8bf9bd5d55ff"
    "a694ad9ef7022101267ae827d68438398cadd0a32b5020af366ac1cab4932cbf"
    "1eee58e00625169e";
inline constexpr std::string_view ecdsa_zero = "3006020100020100";

// Signatures of "message" by `rsa`, in hexadecimal.
inline constexpr std::string_view rsa_pss =
    "1f06e93542a677aed720fd851448e49deebc3837730d5af0b4212de6c13f8fa7"
    "e1d6238acf5d22251adbb72b1a1342e4e2e2e314812c32b6252170454f46f7e4"
    "8bfb939cc24d6986acf687e16dde576dea13a636d4c500f386df7416613092f8"
    "b9a443118921b23e555211cd40183c2e61c4ac29f24fc3e83098b8aeabbd0e5e"
    "952da742163eff5d7d22cfba3e06c7838febca000b88dc381e56661721fbab79"
    "1c46d330bed83f9a6eb00ca18636b39d990f0fc33f5a7f045392b01979568eea"
    "4503fac42aa3e82f7534f06b5e1d5d02c0b46ddcca585c63611a7b766ce65718"
    "19f15d67e0049c9f6a754f85886bc8b91aa7e0bb4b270c0a1b78653885ea5999";
inline constexpr std::string_view rsa_pss_salt_20 =
    "b9eb3b8b35100a2c79d1b8e324c27602b6ecc63b0bd33aa72f735631cd752a10"
    "9b494fbddb15afad16836b0c05b1aaa878833fd6fb6f7e80760993ff6f0d17a8"
    "938c00bc5e9c47b1abcb99238d73abd38e501f2b5691d57d44e500bb3d8ca4c6"
    "73a6ecd5164a97dfeab52ed3b47c9d2bf6a650034798e446233cdd2dbabeb8f2"
    "bacb76f5a74dbdcda75eb66ead8c8b727a8cf49d24495571bea5257d41930fae"
    "c02b3c3403c84fcefa1d17fe8c21f496db2935ce1a1298b33ed1d2cef9410c57"
    "5d86f90acd7a54f5d8b8634225e87c7dcb49b91363ed6eb30231ea68d69a6416"
    "5252f77389a2c8ac958a3c1d0e5b3500e9cbb2000cb0d2e57f942d919aa21cc1";
inline constexpr std::string_view rsa_pss_mgf1_sha1 =
    "393132dbb54c2c0696cef172d780fa0ad03a4ba4030e3f4401490aa64b096e49"
    "ba9a519fa4772cb8b016ca1e7c2bf8cffdb562f846a8c076949edd72dd318896"
    "c44e60c0fac538a67c82b2cc08e7362c8da4d9293c38a484cfcb3006cdc8381f"
    "bdfc36ce5b44abdd1abbad21737ec399ee358ecacf4680b232e63975f39e9011"
    "5b565c7da45b2515755b88355cf2c9f2a32f76d12dfc726e5497893543bb4ebf"
    "52610d8058525c28b9e049b1782df3902639fc105425c619aaabb95d86ad1a7f"
    "dfe50d0d17612cdcb6e4ea1328dd71f16bea3f80276625d139549302c1501989"
    "8bbc185a5054af10a5547942a6056ea316f92505fd564eaff6181f464192041a";
inline constexpr std::string_view rsa_pkcs1 =
    "735e5eac60b5d215c1b5836bb696f71841a59b608a60357bb96e0a032cb937d8"
    "146b333708d987460e80019f551da5a8b51fa1951acd533bae41798e338b0c9f"
    "d74aa37a2c3f2ff6b9f2f40e97ffb730878e1b2f2466152873aeebc94fa48cce"
    "9fc85ba3757b92ea22303957084c6a334ea9087df76cdd5e25b982e3cb8d1203"
    "c1d3bf36771e9272567d11b39f6e482a470555b89e6a76cbed932532688605a7"
    "e9e7136f87c87d718042fd65577daf5e98eaf5bb4aa1f728935d1e00bc7ce70a"
    "5ce923bf2d64633b356eec5018970b1970dc290065ff58b719806b17fa9cfe56"
    "e5aa9346a9eaf9e39fbadde2a825211c1131170da96f3b4a8c1d9d66b58efe8b";

} // namespace hotpatch::test_keys

#endif
