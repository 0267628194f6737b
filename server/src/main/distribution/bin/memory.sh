# SPDX-License-Identifier: Apache-2.0
# Sourced by bin/orrery: how much memory Java may use, from JAVA_OPTS and the container's limit.

# A size such as 2g, 2048m or 2147483648 in MiB; fails when it is none.
mebibytes() {
  number=${1%[kKmMgGtT]}
  case $number in '' | *[!0-9]*) return 1 ;; esac
  case $1 in
    *[kK]) echo $((number / 1024)) ;;
    *[mM]) echo "$number" ;;
    *[gG]) echo $((number * 1024)) ;;
    *[tT]) echo $((number * 1048576)) ;;
    *) echo $((number / 1048576)) ;;
  esac
}

# The container's limit in MiB (control groups v2, then v1); nothing where there is none.
container_limit() {
  for file in /sys/fs/cgroup/memory.max /sys/fs/cgroup/memory/memory.limit_in_bytes; do
    [ -r "$file" ] && read -r bytes < "$file" || continue
    case $bytes in *[!0-9]*) continue ;; esac
    [ "${#bytes}" -lt 16 ] || continue # "none" is a number near 2^63 in v1
    echo $((bytes / 1048576))
    return
  done
}

# Sets $memory and $collector: options that come before JAVA_OPTS, so that these win.
# Outside of the heap Java needs some 350 MiB under load: direct buffers, compiled code, classes.
choose_memory() {
  limit=$(container_limit)
  heap=256 direct=192
  if [ -n "$limit" ]; then
    if [ "$limit" -lt 192 ]; then
      echo "orrery: this container may use $limit MiB of memory, too little to work; give it 512 MiB (192 at the least)" >&2
      return 1
    fi
    heap=$((limit <= 1024 ? limit / 2 : limit <= 2048 ? limit - 512 : limit * 3 / 4))
    direct=$((limit < 768 ? limit / 4 : 192))
  fi

  collector=-XX:+UseSerialGC initial='' maximum='' percentage=''
  for option in $JAVA_OPTS; do
    case $option in
      -Xms*) initial=${option#-Xms} ;;
      -Xmx*) maximum=${option#-Xmx} ;;
      -XX:MaxHeapSize=*) maximum=${option#*=} ;;
      -XX:MaxRAMPercentage=*) percentage=yes ;;
      -XX:+Use*GC) collector='' ;;
    esac
  done
  maximum=$(mebibytes "$maximum") || maximum=''
  initial=$(mebibytes "$initial") || initial=''

  wanted=${maximum:-$initial}
  if [ -n "$limit" ] && [ -n "$wanted" ] && [ "$wanted" -gt "$limit" ]; then
    echo "orrery: JAVA_OPTS asks for a heap of $wanted MiB, but this container may use $limit MiB in all;" \
      "raise its memory limit to $((wanted + 384)) MiB or lower -Xmx" >&2
    return 1
  fi
  if [ -n "$limit" ] && [ -n "$maximum" ] && [ $((maximum + 256)) -gt "$limit" ]; then
    echo "orrery: a heap of $maximum MiB leaves little of the container's $limit MiB for the rest of Java;" \
      "raise its memory limit to $((maximum + 384)) MiB, or it may be killed for want of memory" >&2
  fi

  if [ -n "$maximum" ] || [ -n "$percentage" ]; then
    memory=
  else # -Xms alone: the heap may not be smaller than it starts
    [ -z "$initial" ] || [ "$initial" -le "$heap" ] || heap=$initial
    memory="-Xmx${heap}m"
  fi
  [ -n "$initial" ] || memory="-Xms16m $memory"
  memory="$memory -XX:MaxDirectMemorySize=${direct}m"
}
