#!/bin/bash
# Teachers (resumed if need be), then the choice, the views, three pupils: each step goes on where it was.
cd RUNS
export LD_PRELOAD=/usr/lib/x86_64-linux-gnu/libjemalloc.so.2 MALLOC_CONF="dirty_decay_ms:-1,muzzy_decay_ms:-1,thp:always"
PY="nice -n 19 python3"
done_epochs() { [ "$(wc -l < $1/epochs.jsonl 2>/dev/null || echo 0)" -ge $2 ]; }
until done_epochs teacher-1 28 && done_epochs teacher-2 28; do
  for k in "fresh 1" "taught 2"; do set -- $k
    done_epochs teacher-$2 28 || pgrep -f "t.py $1" > /dev/null || ($PY t.py $1 --seed $2 --out RUNS/teacher-$2 --epochs 28 >> teacher-$2.log 2>&1 &)
  done; sleep 15
done
sleep 20
[ -f chosen.json ] || $PY teach.py choose >> choose.log 2>&1
$PY teach.py views 0 >> views0.log 2>&1 & $PY teach.py views 1 >> views1.log 2>&1; wait
for s in 1 2 3; do $PY p.py --seed $s --out RUNS/pupil-$s >> pupil-$s.log 2>&1 & done; wait
echo all done >> chain.log
