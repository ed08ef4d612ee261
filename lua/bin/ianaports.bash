# Completions of ianaports(1) for bash: verbs, options, keys of filters, formats,
# fields, files; names of services after two letters.

_ianaports_fields="name port last_port transport description assignee contact
  registration_date modification_date reference service_code unauthorized_use
  assignment_notes origin row status"

# The values of the key $1.
_ianaports_values() {
  case $1 in
    transport) echo tcp udp sctp dccp none ;;
    status) echo assigned reserved unassigned dynamic ;;
    range) echo system user dynamic ;;
    alias) echo true false ;;
    has | lacks) echo name port last_port transport description assignee contact \
      registration_date modification_date reference service_code unauthorized_use \
      assignment_notes ;;
  esac
}

# The keys of the verb $1.
_ianaports_keys() {
  case $1 in
    free) echo transport= range= from= to= length= ;;
    '' | export) echo alias= assignee= assignment_notes= contact= description= has= \
      lacks= modification_date= name= origin= port= range= reference= \
      registration_date= service_code= since= status= text= transport= \
      unauthorized_use= ;;
  esac
}

# The options of the verb $1.
_ianaports_options() {
  echo -t --transport -o --output -f --fields -1 --first --data --bundled --color \
    -q --quiet -h --help -V --version
  case $1 in
    '') echo -s --search ;;
    free) echo -n --length ;;
    export) echo -O --to ;;
    annotate) echo --input --port ;;
    update) echo --force --undo ;;
  esac
}

_ianaports() {
  local cur=${COMP_WORDS[COMP_CWORD]} prev=${COMP_WORDS[COMP_CWORD-1]}
  local verbs='annotate check diff export free info status update'
  local i key='' verb='' before=''
  COMPREPLY=()

  for ((i = 1; i < COMP_CWORD; i++)); do
    [[ " $verbs " == *" ${COMP_WORDS[i]} "* ]] && verb=${COMP_WORDS[i]} && break
  done
  # "=" is a word of its own.
  if [[ $cur == = ]]; then key=$prev cur=''
  elif [[ $prev == = ]]; then key=${COMP_WORDS[COMP_CWORD-2]}; fi

  local words=''
  if [[ $key == --* ]]; then prev=$key; fi
  if [[ -n $key && $key != -* ]]; then
    words=$(_ianaports_values "$key")
  else
    case $prev in
      -t | --transport) words='tcp udp sctp dccp' ;;
      -o | --output) words='table tsv csv json' ;;
      -f | --fields) words=$_ianaports_fields ;;
      --color) words='auto always never' ;;
      --input) words='zeek tsv csv json' ;;
      -n | --length | --port) return ;;
      --data | -O | --to) COMPREPLY=($(compgen -f -- "$cur")); return ;;
      *)
        if [[ $cur == -* ]]; then words=$(_ianaports_options "$verb")
        else
          case $verb in
            diff | annotate | update) COMPREPLY=($(compgen -f -- "$cur")); return ;;
          esac
          words=$(_ianaports_keys "$verb")
          [[ $verb == export && $prev == export ]] &&
            words='csv xml text html services json lua svg'
          [[ -z $verb ]] && words="$words $verbs"
          [[ -z $verb || $verb == check ]] && [[ $cur =~ ^[A-Za-z0-9_-]{2,}$ ]] &&
            words="$words $(ianaports -f name "name=$cur*" 2>/dev/null)"
        fi ;;
    esac
  fi

  # The last item of a list.
  if [[ $cur == *,* ]]; then before="${cur%,*},"; cur=${cur##*,}; fi
  COMPREPLY=($(compgen -P "$before" -W "$words" -- "$cur"))
  [[ ${#COMPREPLY[@]} == 1 && ${COMPREPLY[0]} == *= ]] && compopt -o nospace 2>/dev/null
}

complete -F _ianaports ianaports
