import sys,json,time,argparse
sys.path.insert(0,'RUNS/gen4')
import numpy as np,torch,torch.nn.functional as F
from pathlib import Path
from dataclasses import asdict
from fast import features,CL,TeacherNet
from training import checkpoint,crops
from training.data import load
from training.evaluate import predict,scores
from training.step import Training,rate
from training.train import Recipe
from training.views import Views,FreshViews,Showing,Source
ap=argparse.ArgumentParser(); ap.add_argument('kind'); ap.add_argument('--seed',type=int); ap.add_argument('--out',type=Path); ap.add_argument('--epochs',type=int); o=ap.parse_args()
torch.set_num_threads(1); o.out.mkdir(parents=True,exist_ok=True)
class Fast(Training):
    def _step(self):
        x=crops.normalised(self._batch.faces[:,None])
        f=self.network.dropout(features(self.network,x).float().mean((2,3)))
        logits=self.network.ferplus(f),self.network.fer2013(f)
        v,l=(-(g*F.log_softmax(e,dim=1)).sum(1).mean() for g,e in zip((self._batch.ferplus,self._batch.fer2013),logits))
        loss=v+self._fer2013_weight*l
        slopes=list(torch.autograd.grad(loss,self._weights))
        with torch.no_grad():
            torch._foreach_add_(slopes,self._weights,alpha=self._weight_decay)
            torch._foreach_mul_(self._velocities,self._momentum)
            torch._foreach_add_(self._velocities,slopes)
            torch._foreach_add_(slopes,self._velocities,alpha=self._momentum)
            torch._foreach_mul_(slopes,self._rate.item())
            torch._foreach_sub_(self._weights,slopes)
            torch._foreach_mul_(self._mean,self._ema)
            torch._foreach_add_(self._mean,self._averaged,alpha=1-self._ema)
            self.loss+=loss.detach()
faces=load(Path('DATA'),align=True); valid=faces.split('PublicTest').without(faces.split('Training'))
class Stored:
    """16 stored views, each as it is or mirrored."""
    N=16
    def __init__(self,seed): self.seed=seed; self.parts={}
    def part(self,i,name):
        if (i,name) not in self.parts: self.parts[i,name]=np.load(f'RUNS/v/{i}-{name}.npy',mmap_mode='r')
        return self.parts[i,name]
    def __len__(self): return self.part(0,'faces').shape[0]
    def epoch(self,number,epochs):
        n=len(self); torch.manual_seed(self.seed*10_000+number)
        place=(number/max(epochs-1,1)+(torch.rand(n)*2-1)*.125).clamp(0,1); view=(place*(self.N-1)).round().long().numpy(); out=[]
        for name in ('faces','ferplus','fer2013'):
            a=np.empty((n,)+self.part(0,name).shape[1:],self.part(0,name).dtype)
            for i in np.unique(view): r=np.flatnonzero(view==i); a[r]=self.part(i,name)[r]
            out.append(torch.from_numpy(a))
        m=torch.rand(n)<.5; out[0][m]=out[0][m].flip(-1)
        return Views(out[0],out[1].float(),out[2].float())
if o.kind=='fresh':
    showing=Showing(); showing.mildest=.5; shown=FreshViews(Source(faces.split('Training'),showing,torch.device('cpu')),o.seed)
else: showing=Showing(); shown=Stored(o.seed)
R=Recipe(network='teacher',epochs=o.epochs,seed=o.seed,peak_rate=.15,ema=.996,showing=showing,taught=None if o.kind=='fresh' else {'runs':['0.6.1','0.5.0'],'weight':.75,'views':16})
(o.out/'recipe.json').write_text(json.dumps(asdict(R),indent=2)+'\n')
torch.manual_seed(o.seed)
net,avg=(TeacherNet().to(memory_format=CL) for _ in range(2))
T=Fast(net,batch=256,momentum=.9,weight_decay=R.weight_decay,ema=R.ema,fer2013_weight=.7)
first=0
if (o.out/checkpoint.CHECKPOINT).exists():
    s=checkpoint.read(o.out); T.load_state_dict(s); first=s['epoch']+1
n=len(shown); steps=n//256
for e in range(first,o.epochs):
    t0=time.monotonic(); v=shown.epoch(e,o.epochs); made=time.monotonic()-t0
    order=torch.randperm(n); net.train(); T.loss.zero_()
    for k,rows in enumerate(order[:steps*256].view(steps,-1)):
        T.step(v,rows,rate((e+k/steps)/o.epochs,R.peak_rate,R.rise))
        if k%20==19: print(f'{e+1} {k+1}/{steps} {(time.monotonic()-t0-made)/(k+1):.2f} s a step, loss {T.loss.item()/(k+1):.3f}',flush=True)
    r={'epoch':e+1,'loss':T.loss.item()/steps,'seconds':time.monotonic()-t0,'made':made}
    if (e+1)%4==0 or o.epochs-e<=3: avg.load_state_dict(T.averaged_state()); r['publicTest']=scores(predict(avg,valid),valid)
    open(o.out/'epochs.jsonl','a').write(json.dumps(r)+'\n'); print(json.dumps(r),flush=True)
    checkpoint.write(o.out,T.state_dict()|{'epoch':e})
