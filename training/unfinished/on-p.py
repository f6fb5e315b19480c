"""A pupil: README's recipe, on two cores."""
import sys,json,time,argparse
sys.path[:0]=['RUNS/gen2','RUNS']
import numpy as np,torch,torch.nn.functional as F
from pathlib import Path
from dataclasses import asdict
ap=argparse.ArgumentParser(); ap.add_argument('--seed',type=int); ap.add_argument('--out',type=Path); ap.add_argument('--epochs',type=int,default=64); ap.add_argument('--begin'); o=ap.parse_args()
from training import checkpoint,crops
from training.data import load
from training.evaluate import predict,scores
from training.step import Training,rate
from training.train import Recipe
from training.views import Views
from training.exported import network_of,some_crops
from fastnet2 import fast_features,CL,ExpressionNet  # finds this folder's training, imported above
torch.set_num_threads(1); o.out.mkdir(parents=True,exist_ok=True)
class Fast(Training):
    def _step(self):
        x=crops.normalised(self._batch.faces[:,None]).contiguous(memory_format=CL).bfloat16()
        f=self.network.dropout(fast_features(self.network,x)[0].mean((2,3)).float())
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
N=12; parts={}
def part(i,name):
    if (i,name) not in parts: parts[i,name]=np.load(f'RUNS/gen3/v/{i}-{name}.npy',mmap_mode='r')
    return parts[i,name]
n=part(0,'faces').shape[0]
def epoch_views(number,epochs,seed):
    """As StoredViews.epoch."""
    torch.manual_seed(seed*10_000+number)
    place=(number/max(epochs-1,1)+(torch.rand(n)*2-1)*.125).clamp(0,1); view=(place*(N-1)).round().long().numpy(); out=[]
    for name in ('faces','ferplus','fer2013'):
        a=np.empty((n,)+part(0,name).shape[1:],part(0,name).dtype)
        for i in np.unique(view): r=np.flatnonzero(view==i); a[r]=part(i,name)[r]
        out.append(torch.from_numpy(a))
    m=torch.rand(n)<.5; out[0][m]=out[0][m].flip(-1)
    return Views(out[0],out[1].float(),out[2].float())
faces=load(Path('DATA'),align=True); valid=faces.split('PublicTest').without(faces.split('Training'))
R=Recipe(epochs=o.epochs,weight_decay=3e-4,seed=o.seed,peak_rate=.1,rise=.1,taught={'runs':['0.6.1','0.5.0','s-1','s-2','s-3'],'weight':.75,'views':N,'seed':300})
(o.out/'recipe.json').write_text(json.dumps(asdict(R),indent=2)+'\n')
torch.manual_seed(o.seed)
net,avg=(ExpressionNet().to(memory_format=CL) for _ in range(2))
begin=network_of(Path('RUNS/exported/0.6.1'),some_crops(faces.split('Training'))) if o.begin=='0.6.1' else checkpoint.averaged_network(Path('RUNS')/o.begin)
for m in (net,avg): m.load_state_dict(begin.state_dict())
T=Fast(net,batch=R.batch,momentum=R.momentum,weight_decay=R.weight_decay,ema=R.ema,fer2013_weight=R.fer2013_weight)
first=0
if (o.out/checkpoint.CHECKPOINT).exists():
    s=checkpoint.read(o.out); T.load_state_dict(s); first=s['epoch']+1
steps=n//R.batch
for e in range(first,o.epochs):
    t0=time.monotonic(); v=epoch_views(e,o.epochs,o.seed); order=torch.randperm(n); net.train(); T.loss.zero_()
    for k,rows in enumerate(order[:steps*R.batch].view(steps,-1)): T.step(v,rows,rate((e+k/steps)/o.epochs,R.peak_rate,R.rise))
    r={'epoch':e+1,'loss':T.loss.item()/steps,'seconds':time.monotonic()-t0}
    if (e+1)%8==0 or e==0 or o.epochs-e<=6: avg.load_state_dict(T.averaged_state()); r['publicTest']=scores(predict(avg,valid),valid)
    open(o.out/'epochs.jsonl','a').write(json.dumps(r)+'\n'); print(json.dumps(r),flush=True)
    checkpoint.write(o.out,T.state_dict()|{'epoch':e})
