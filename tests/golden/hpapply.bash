# bash completion for hpapply; printed by `hpapply completions bash`
_hpapply() {
  local cur=${COMP_WORDS[COMP_CWORD]}
  local prev=${COMP_WORDS[COMP_CWORD-1]}
  COMPREPLY=()
  case $prev in
    --pid) return ;;
    --trust) COMPREPLY=($(compgen -f -- "$cur")); return ;;
    --threshold) return ;;
    --product) return ;;
    --channel) return ;;
    --last-sequence) return ;;
    --sequence) return ;;
    --timeout) return ;;
    --consistency) COMPREPLY=($(compgen -W "entry whole" -- "$cur")); return ;;
    --probe) return ;;
    --for) return ;;
    --state) COMPREPLY=($(compgen -f -- "$cur")); return ;;
    --json) COMPREPLY=($(compgen -f -- "$cur")); return ;;
    --color) COMPREPLY=($(compgen -W "auto always never" -- "$cur")); return ;;
    completions) COMPREPLY=($(compgen -W "bash zsh fish" -- "$cur")); return ;;
  esac
  if [[ $cur == -* ]]; then
    case ${COMP_WORDS[1]} in
      apply) COMPREPLY=($(compgen -W "--help --version --pid --trust --threshold --product --channel --last-sequence --timeout --consistency --threads-only --dry-run --probe --for --state --force --json -q --quiet --color" -- "$cur")) ;;
      rollback) COMPREPLY=($(compgen -W "--help --version --pid --sequence --timeout --consistency --threads-only --dry-run --json -q --quiet --color" -- "$cur")) ;;
      status) COMPREPLY=($(compgen -W "--help --version --pid --json -q --quiet --color" -- "$cur")) ;;
      run) COMPREPLY=($(compgen -W "--help --version --trust --threshold --product --channel --last-sequence --timeout --consistency --threads-only --json -q --quiet --color" -- "$cur")) ;;
      *) COMPREPLY=($(compgen -W "--help --version" -- "$cur")) ;;
    esac
    return
  fi
  COMPREPLY=($(compgen -f -- "$cur"))
  if [[ $COMP_CWORD == 1 ]]; then
    COMPREPLY+=($(compgen -W "apply rollback status run completions man" -- "$cur"))
  fi
}
complete -o filenames -F _hpapply hpapply
