# bash completion for hpcompile; printed by `hpcompile completions bash`
_hpcompile() {
  local cur=${COMP_WORDS[COMP_CWORD]}
  local prev=${COMP_WORDS[COMP_CWORD-1]}
  COMPREPLY=()
  case $prev in
    --image) COMPREPLY=($(compgen -f -- "$cur")); return ;;
    -o|--output) COMPREPLY=($(compgen -f -- "$cur")); return ;;
    --symbols) COMPREPLY=($(compgen -f -- "$cur")); return ;;
    --post-image) COMPREPLY=($(compgen -f -- "$cur")); return ;;
    --post-symbols) COMPREPLY=($(compgen -f -- "$cur")); return ;;
    --sequence) return ;;
    --allow) return ;;
    --json) COMPREPLY=($(compgen -f -- "$cur")); return ;;
    -j|--jobs) return ;;
    --color) COMPREPLY=($(compgen -W "auto always never" -- "$cur")); return ;;
    completions) COMPREPLY=($(compgen -W "bash zsh fish" -- "$cur")); return ;;
  esac
  if [[ $cur == -* ]]; then
    case ${COMP_WORDS[1]} in
      validate) COMPREPLY=($(compgen -W "--help --version --image --symbols --post-image --post-symbols --json -q --quiet --color" -- "$cur")) ;;
      dump) COMPREPLY=($(compgen -W "--help --version --json -q --quiet --color" -- "$cur")) ;;
      *) COMPREPLY=($(compgen -W "--help --version --image -o --output --symbols --post-image --post-symbols --sequence --allow --include-noise -n --dry-run --json -q --quiet -j --jobs --color" -- "$cur")) ;;
    esac
    return
  fi
  COMPREPLY=($(compgen -f -- "$cur"))
  if [[ $COMP_CWORD == 1 ]]; then
    COMPREPLY+=($(compgen -W "validate dump completions man" -- "$cur"))
  fi
}
complete -o filenames -F _hpcompile hpcompile
