# bash completion for hpdiff; printed by `hpdiff completions bash`
_hpdiff() {
  local cur=${COMP_WORDS[COMP_CWORD]}
  local prev=${COMP_WORDS[COMP_CWORD-1]}
  COMPREPLY=()
  case $prev in
    --json) COMPREPLY=($(compgen -f -- "$cur")); return ;;
    --markdown) COMPREPLY=($(compgen -f -- "$cur")); return ;;
    --markdown-limit) return ;;
    --html) COMPREPLY=($(compgen -f -- "$cur")); return ;;
    --csv) COMPREPLY=($(compgen -f -- "$cur")); return ;;
    --explain) return ;;
    --class) COMPREPLY=($(compgen -P "${cur%"${cur##*,}"}" -W "any data identical layout_only line_only constant code added removed changed_readonly changed_initializer resized" -- "${cur##*,}")); return ;;
    --filter) return ;;
    --object) return ;;
    --sort) COMPREPLY=($(compgen -W "delta size similarity name object" -- "$cur")); return ;;
    --limit) return ;;
    --fail-on) COMPREPLY=($(compgen -P "${cur%"${cur##*,}"}" -W "any data identical layout_only line_only constant code added removed changed_readonly changed_initializer resized skipped" -- "${cur##*,}")); return ;;
    --line-rules) COMPREPLY=($(compgen -f -- "$cur")); return ;;
    -j|--jobs) return ;;
    --color) COMPREPLY=($(compgen -W "auto always never" -- "$cur")); return ;;
    -U|--context) return ;;
    completions) COMPREPLY=($(compgen -W "bash zsh fish" -- "$cur")); return ;;
  esac
  if [[ $cur == -* ]]; then
    case ${COMP_WORDS[1]} in
      show) COMPREPLY=($(compgen -W "--help --version -q --quiet --line-rules --no-line-rules -j --jobs --color --side-by-side -U --context" -- "$cur")) ;;
      *) COMPREPLY=($(compgen -W "--help --version --json --markdown --markdown-limit --html --csv --asm --stat -q --quiet --explain --all --class --filter --object --sort --limit --fail-on --allow-skipped --line-rules --no-line-rules -j --jobs --color" -- "$cur")) ;;
    esac
    return
  fi
  COMPREPLY=($(compgen -f -- "$cur"))
  if [[ $COMP_CWORD == 1 ]]; then
    COMPREPLY+=($(compgen -W "show completions man" -- "$cur"))
  fi
}
complete -o filenames -F _hpdiff hpdiff
