# bash completion for hppack; printed by `hppack completions bash`
_hppack() {
  local cur=${COMP_WORDS[COMP_CWORD]}
  local prev=${COMP_WORDS[COMP_CWORD-1]}
  COMPREPLY=()
  case $prev in
    -o|--output) COMPREPLY=($(compgen -f -- "$cur")); return ;;
    --key) COMPREPLY=($(compgen -f -- "$cur")); return ;;
    --product) return ;;
    --channel) return ;;
    --sequence) return ;;
    --supersedes) return ;;
    --image) COMPREPLY=($(compgen -f -- "$cur")); return ;;
    --cve) return ;;
    --created) return ;;
    --expires) return ;;
    --notes) return ;;
    --notes-file) COMPREPLY=($(compgen -f -- "$cur")); return ;;
    --min-applier) return ;;
    --signature) COMPREPLY=($(compgen -f -- "$cur")); return ;;
    --public-key) COMPREPLY=($(compgen -f -- "$cur")); return ;;
    --trust) COMPREPLY=($(compgen -f -- "$cur")); return ;;
    --threshold) return ;;
    --last-sequence) return ;;
    --at) return ;;
    --passphrase-fd) return ;;
    --passphrase-file) COMPREPLY=($(compgen -f -- "$cur")); return ;;
    --json) COMPREPLY=($(compgen -f -- "$cur")); return ;;
    --color) COMPREPLY=($(compgen -W "auto always never" -- "$cur")); return ;;
    --full) COMPREPLY=($(compgen -f -- "$cur")); return ;;
    --markdown) COMPREPLY=($(compgen -f -- "$cur")); return ;;
    --md-limit) return ;;
    --html) COMPREPLY=($(compgen -f -- "$cur")); return ;;
    --csv) COMPREPLY=($(compgen -f -- "$cur")); return ;;
    --junit) COMPREPLY=($(compgen -f -- "$cur")); return ;;
    --baseline) COMPREPLY=($(compgen -f -- "$cur")); return ;;
    --budget) COMPREPLY=($(compgen -f -- "$cur")); return ;;
    --history) COMPREPLY=($(compgen -f -- "$cur")); return ;;
    --diff) COMPREPLY=($(compgen -f -- "$cur")); return ;;
    --endpoints) return ;;
    --bandwidth) return ;;
    --cyclonedx) COMPREPLY=($(compgen -f -- "$cur")); return ;;
    --openvex) COMPREPLY=($(compgen -f -- "$cur")); return ;;
    --csaf) COMPREPLY=($(compgen -f -- "$cur")); return ;;
    --author) return ;;
    --author-url) return ;;
    completions) COMPREPLY=($(compgen -W "bash zsh fish" -- "$cur")); return ;;
  esac
  if [[ $cur == -* ]]; then
    case ${COMP_WORDS[1]} in
      keygen) COMPREPLY=($(compgen -W "--help --version -o --output --encrypt --passphrase-fd --passphrase-file -q --quiet" -- "$cur")) ;;
      build) COMPREPLY=($(compgen -W "--help --version -o --output --key --product --channel --sequence --supersedes --image --cve --created --expires --notes --notes-file --min-applier --passphrase-fd --passphrase-file --json -q --quiet" -- "$cur")) ;;
      sign) COMPREPLY=($(compgen -W "--help --version --key --passphrase-fd --passphrase-file -q --quiet" -- "$cur")) ;;
      digest) COMPREPLY=($(compgen -W "--help --version -o --output" -- "$cur")) ;;
      attach) COMPREPLY=($(compgen -W "--help --version --signature --public-key -q --quiet" -- "$cur")) ;;
      verify) COMPREPLY=($(compgen -W "--help --version --product --channel --image --trust --threshold --last-sequence --at --json -q --quiet --color" -- "$cur")) ;;
      show) COMPREPLY=($(compgen -W "--help --version --product --channel --image --trust --threshold --last-sequence --at --json -q --quiet --color" -- "$cur")) ;;
      extract) COMPREPLY=($(compgen -W "--help --version -o --output --product --channel --image --trust --threshold --last-sequence --at -q --quiet" -- "$cur")) ;;
      report) COMPREPLY=($(compgen -W "--help --version --image --json -q --quiet --color --full --markdown --md-limit --html --csv --junit --baseline --budget --history --diff --other-deltas --endpoints --bandwidth --cyclonedx --openvex --csaf --author --author-url" -- "$cur")) ;;
      *) COMPREPLY=($(compgen -W "--help --version" -- "$cur")) ;;
    esac
    return
  fi
  COMPREPLY=($(compgen -f -- "$cur"))
  if [[ $COMP_CWORD == 1 ]]; then
    COMPREPLY+=($(compgen -W "keygen build sign digest attach verify show extract report completions man" -- "$cur"))
  fi
}
complete -o filenames -F _hppack hppack
