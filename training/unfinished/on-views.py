"""Twelve views of the recipe's milder half, and what five networks say of each, both ways: views.py PART."""
import sys,time
sys.path.insert(0,'RUNS/gen2'); sys.argv=[sys.argv[0],'x',sys.argv[1]]
import numpy as np,torch
from pathlib import Path
part=int(sys.argv[2])
src_code=open('RUNS/gen2/teach.py').read().split("if sys.argv[1]=='choose'")[0]; exec(src_code)
N=12; V=Path('RUNS/gen3/v')
NAMES=('0.6.1','0.5.0','s-1','s-2','s-3'); runs=[]
for n in NAMES:
    net=network(n).to(memory_format=CL).eval()
    if n.startswith('teacher'): runs.append(folded(net))
    else:
        def small(x,net=net):
            with torch.autocast('cpu',torch.bfloat16,cache_enabled=False): return net(x)
        runs.append(small)
source=Source(tr,Showing(),torch.device('cpu'))
for i in range(part,N,2):
    if (V/f'{i}-fer2013.npy').exists(): continue
    s=time.time(); v=source.view(source.showing.strength(.5+.5*i/(N-1)),300*10_000+i)
    fp=torch.zeros(len(v.faces),8); f13=torch.zeros(len(v.faces),7)
    with torch.no_grad():
        for a in range(0,len(v.faces),256):
            x=crops.normalised(v.faces[a:a+256,None])
            for y in (x,x.flip(3)):
                y=y.contiguous(memory_format=CL)
                for r in runs:
                    l=r(y); fp[a:a+256]+=l[0].float().softmax(1)/len(runs)/2; f13[a:a+256]+=l[1].float().softmax(1)/len(runs)/2
    known=v.ferplus.sum(1,keepdim=True)
    np.save(V/f'{i}-faces.npy',v.faces.numpy()); np.save(V/f'{i}-ferplus.npy',(.25*v.ferplus+.75*known*fp).half().numpy()); np.save(V/f'{i}-fer2013.npy',(.25*v.fer2013+.75*f13).half().numpy())
    print(i,round(time.time()-s,1),flush=True)
