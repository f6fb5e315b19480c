import sys,time,torch,numpy as np
sys.path.insert(0,'.')
from pathlib import Path
from training.data import load
from training.views import Source,Showing,Views
from training.teach import opinion, ensemble_scores
from training.exported import network_of, some_crops
part=int(sys.argv[1]); N=16
torch.set_num_threads(1)
faces=load(Path('DATA'),align=True)
tr=faces.split('Training'); some=some_crops(tr)
nets=[network_of(Path('RUNS/exported')/v,some).to(memory_format=torch.channels_last).eval() for v in ('0.6.1','0.5.0')]
if part==0: torch.save(nets[0].state_dict(),'RUNS/v/061.pt')
src=Source(tr,Showing(),torch.device('cpu')); print(len(src),flush=True)
for i in range(part,N,2):
    f=Path(f'RUNS/v/{i}.npz')
    if f.exists(): continue
    s=time.time()
    v=src.view(src.showing.strength(i/(N-1)),7_000_000+i); c=time.time()
    a=opinion(nets,v.faces); b=opinion(nets,v.faces.flip(-1))
    fp,f13=(a[0]+b[0])/2,(a[1]+b[1])/2
    known=v.ferplus.sum(1,keepdim=True)
    np.savez(f,faces=v.faces.numpy(),ferplus=(.25*v.ferplus+.75*known*fp).half().numpy(),fer2013=(.25*v.fer2013+.75*f13).half().numpy())
    print(i,c-s,time.time()-c,flush=True)
if part==0: print('teachers',ensemble_scores(nets,faces.split('PublicTest')))
