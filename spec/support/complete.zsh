# Prints what zsh offers for command lines, as it does at a prompt: of each a line
# "== LINE", and a line for each word.
# zsh -f complete.zsh FOLDER LINE...; FOLDER holds the function of completion.

zmodload zsh/zpty
zpty shell zsh -f -i
zpty -w shell "PS1= PS2=; fpath=($1 \$fpath); autoload -Uz compinit; compinit -D -u
  zstyle ':completion:*' insert-tab false
  LISTMAX=100000; mark() { print -r -- '<<<'; comppostfuncs=(mark) }; comppostfuncs=(mark)
  compadd() {
    if [[ \${@[1,(i)(-|--)]} == *-(O|A|D)\\ * ]]; then builtin compadd \"\$@\"; return; fi
    local -a __hits; builtin compadd -A __hits \"\$@\"
    (( \$#__hits )) && print -rl -- '' '>>>'\${^__hits}
    builtin compadd \"\$@\"
  }
  print -r -- 'rea''dy'"
zpty -r shell line '*ready*'
for asked in "${@[2,-1]}"; do
  zpty -n -w shell $'\x15'"$asked"$'\t'
  zpty -r shell line '*<<<*'
  print -r -- "== $asked"
  for word in ${(f)line//$'\r'/}; do
    [[ $word == '>>>'* ]] && print -r -- ${word#>>>}
  done
done
zpty -d shell
