"""Teachers' PublicTest, then views with what they say. teach.py choose | teach.py views PART"""
import sys,json,time,itertools
sys.path.insert(0,'RUNS')
import numpy as np,torch,torch.nn.functional as F
from pathlib import Path
from fast import CL,TeacherNet,nn,_Residual
from training import crops,checkpoint
from training.calibration import probabilities
from training.data import load
from training.evaluate import predict,scores
from training.exported import network_of,some_crops
from training.views import Source,Showing
torch.set_num_threads(1)
R=Path('RUNS'); G=R/'gen2'
faces=load(Path('DATA'),align=True); tr=faces.split('Training'); valid=faces.split('PublicTest').without(tr)
def folded(net):
    """Eval-mode TeacherNet in bfloat16, batch norms folded: uint8-normalised faces [n,1,48,48] → logits."""
    def fold(conv,bn):
        k=bn.weight/(bn.running_var+bn.eps).sqrt()
        return (conv.weight*k[:,None,None,None]).detach().bfloat16().contiguous(memory_format=CL),(bn.bias-bn.running_mean*k).detach().bfloat16(),conv.stride[0]
    blocks=[]
    for l in net.features:
        if isinstance(l,_Residual): blocks.append((fold(*l.first[:2]),fold(*l.second[:2]),None if isinstance(l.shortcut,nn.Identity) else fold(*l.shortcut)))
        else: stem=fold(l[1],l[2])
    def run(x):
        w,b,_=stem; xp=F.pad(x[:,0],(1,2,1,2)).bfloat16(); s=xp.stride(); n=len(x)
        u=xp.as_strided((n,24,24,5,5),(s[0],2*s[1],2*s[2],s[1],1)).reshape(n,24,24,25)
        y=F.linear(u,w.reshape(len(w),25),b).relu_().permute(0,3,1,2)
        for (w1,b1,st),(w2,b2,_),sc in blocks:
            z=torch.conv2d(y,w1,b1,st,1).relu_(); z=torch.conv2d(z,w2,b2,1,1)
            if sc is None: r=y
            else:
                ws,bs,_=sc; t=y.permute(0,2,3,1)[:,::st,::st].contiguous(); r=F.linear(t,ws.flatten(1),bs).permute(0,3,1,2)
            y=z.add_(r).relu_()
        f=y.float().mean((2,3)); return net.ferplus(f),net.fer2013(f)
    return run
def network(name):
    if name.startswith('teacher'): return checkpoint.averaged_network(G/name)
    return network_of(R/'exported'/name,some_crops(tr))
if sys.argv[1]=='choose':
    names=['teacher-1','teacher-2','0.6.1','0.5.0','s-1','s-2','s-3']; P={}
    for n in names:
        P[n]=[probabilities(l) for l in predict(network(n).to(memory_format=CL),valid)]; s=scores(P[n],valid); print(n,{k:round(100*v,2) for k,v in s.items()},round(50*sum(s.values()),2),flush=True)
    def of(c): return scores(tuple(sum(P[n][h] for n in c) for h in (0,1)),valid)
    rows=[]
    for k in range(2,8):
        for c in itertools.combinations(names,k):
            s=of(c); rows.append((50*sum(s.values()),c,s))
    rows.sort(key=lambda r:-r[0])
    for m,c,s in rows[:25]: print(round(m,2),c,{k:round(100*v,2) for k,v in s.items()})
    allowed=[('teacher-1','teacher-2','0.5.0'),('teacher-1','teacher-2','0.6.1','0.5.0'),('teacher-2','0.6.1','0.5.0'),('teacher-1','0.6.1','0.5.0'),('0.6.1','0.5.0'),('teacher-1','teacher-2')]
    for c in allowed: s=of(c); print('allowed',c,round(50*sum(s.values()),2),s)
    best=max(allowed,key=lambda c:sum(of(c).values())); (G/'chosen.json').write_text(json.dumps({'runs':best,'publicTest':of(best)})); print('chosen',best)
else:
    part=int(sys.argv[2]); N=32; V=G/'v32'; V.mkdir(exist_ok=True)
    chosen=json.loads((G/'chosen.json').read_text())['runs']
    runs=[]
    for n in chosen:
        net=network(n).to(memory_format=CL).eval()
        if n.startswith('teacher'): runs.append(folded(net))
        else:
            def small(x,net=net):
                with torch.autocast('cpu',torch.bfloat16,cache_enabled=False): return net(x)
            runs.append(small)
    src=Source(tr,Showing(),torch.device('cpu'))
    for i in range(part,N,2):
        if (V/f'{i}-fer2013.npy').exists(): continue
        s=time.time(); v=src.view(src.showing.strength(i/(N-1)),100*10_000+i)
        fp=torch.zeros(len(v.faces),8); f13=torch.zeros(len(v.faces),7)
        with torch.no_grad():
            for a in range(0,len(v.faces),256):
                x=crops.normalised(v.faces[a:a+256,None]).contiguous(memory_format=CL)
                for r in runs:
                    l=r(x); fp[a:a+256]+=l[0].float().softmax(1)/len(runs); f13[a:a+256]+=l[1].float().softmax(1)/len(runs)
        known=v.ferplus.sum(1,keepdim=True)
        np.save(V/f'{i}-faces.npy',v.faces.numpy()); np.save(V/f'{i}-ferplus.npy',(.25*v.ferplus+.75*known*fp).half().numpy()); np.save(V/f'{i}-fer2013.npy',(.25*v.fer2013+.75*f13).half().numpy())
        print(i,round(time.time()-s,1),flush=True)
