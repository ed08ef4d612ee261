# Completions of ianaports(1) for fish: verbs, options, keys of filters, formats,
# fields, files; names of services after two letters.

set -g __ianaports_verbs annotate check diff export free info status update
set -g __ianaports_fields name port last_port transport description assignee \
    contact registration_date modification_date reference service_code \
    unauthorized_use assignment_notes
set -g __ianaports_keys alias assignee assignment_notes contact description has \
    lacks modification_date name origin port range reference registration_date \
    service_code since status text transport unauthorized_use

# KEY=VALUE, of the keys given.
function __ianaports_filter
    set -l token (commandline -ct)
    set -l before (string match -r '^.*[,=]' -- $token)
    switch $token
        case 'transport=*'
            printf "$before%s\n" tcp udp sctp dccp none
        case 'status=*'
            printf "$before%s\n" assigned reserved unassigned dynamic
        case 'range=*'
            printf "$before%s\n" system user dynamic
        case 'alias=*'
            printf "$before%s\n" true false
        case 'has=*' 'lacks=*'
            printf "$before%s\n" $__ianaports_fields
        case '*=*'
        case '*'
            printf '%s=\n' $argv
    end
end

function __ianaports_names
    set -l token (commandline -ct)
    string match -qr '^[A-Za-z0-9_-]{2,}$' -- $token
    and ianaports -f name "name=$token*" 2>/dev/null
end

# Lists: a,b
function __ianaports_list
    set -l before (commandline -ct | string match -r '^.*,')
    printf "$before%s\n" $argv
end

set -l none "not __fish_seen_subcommand_from $__ianaports_verbs"
set -l in __fish_seen_subcommand_from

complete -c ianaports -f
complete -c ianaports -s t -l transport -xa 'tcp udp sctp dccp' -d 'Ask for one transport'
complete -c ianaports -s o -l output -xa 'table tsv csv json' -d 'How to print'
complete -c ianaports -s f -l fields -xa '(__ianaports_list $__ianaports_fields origin row status)' -d 'Print these fields'
complete -c ianaports -s 1 -l first -d 'One record of each query'
complete -c ianaports -l data -rF -d 'The registry in a file'
complete -c ianaports -l bundled -d 'The edition of the build'
complete -c ianaports -l color -xa 'auto always never' -d 'Whether names stand out'
complete -c ianaports -s q -l quiet -d 'No hints'
complete -c ianaports -s h -l help -d 'Print help'
complete -c ianaports -s V -l version -d 'Print the version'

complete -c ianaports -n $none -s s -l search -d 'Find texts'
complete -c ianaports -n $none -a '(__ianaports_names; __ianaports_filter $__ianaports_keys)'
complete -c ianaports -n $none -a annotate -d 'Add names to the lines of a log'
complete -c ianaports -n $none -a check -d 'Allowed, and not taken?'
complete -c ianaports -n $none -a diff -d 'What changed between editions'
complete -c ianaports -n $none -a export -d 'Records in a format'
complete -c ianaports -n $none -a free -d 'Runs of unassigned ports'
complete -c ianaports -n $none -a info -d 'The edition that is asked'
complete -c ianaports -n $none -a status -d 'Assigned, reserved, unassigned or dynamic'
complete -c ianaports -n $none -a update -d 'Fetch the newest edition'

complete -c ianaports -n "$in diff annotate update" -F
complete -c ianaports -n "$in annotate" -l input -xa 'zeek tsv csv json' -d 'Kind of log'
complete -c ianaports -n "$in annotate" -l port -x -d 'Its columns'
complete -c ianaports -n "$in check" -a '(__ianaports_names)'
complete -c ianaports -n "$in export" -s O -l to -rF -d 'Write a file'
complete -c ianaports -n "$in export" -a 'csv xml text html services json lua svg'
complete -c ianaports -n "$in export" -a '(__ianaports_filter $__ianaports_keys)'
complete -c ianaports -n "$in free" -s n -l length -x -d 'The shortest run'
complete -c ianaports -n "$in free" -a '(__ianaports_filter transport range from to length)'
complete -c ianaports -n "$in update" -l force -d 'Waive the rules'
complete -c ianaports -n "$in update" -l undo -d 'Go back'
