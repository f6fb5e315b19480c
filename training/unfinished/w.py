import sys,json,time,math,argparse,copy
sys.path[:0]=['.','RUNS']
import numpy as np,torch,torch.nn.functional as F
from pathlib import Path
from fastnet2 import fast_features,CL,ExpressionNet
from torch import nn
from training import checkpoint,crops
from training.data import load
from training.evaluate import predict,scores
from training.step import Training,rate
from training.train import Recipe
from training.views import Views,StoredViews
from dataclasses import asdict
ap=argparse.ArgumentParser(); ap.add_argument('--seed',type=int); ap.add_argument('--out',type=Path); ap.add_argument('--epochs',type=int); ap.add_argument('--feat',type=float,default=1.); ap.add_argument('--stop',type=int,default=10**9); ap.add_argument('--rise',type=float,default=.1); ap.add_argument('--hold',type=float,default=.4); ap.add_argument('--gone',type=float,default=.85); ap.add_argument('--peak',type=float,default=.2)
o=ap.parse_args(); torch.set_num_threads(1); o.out.mkdir(parents=True,exist_ok=True)
TAPS=(2,5,8); S=32.  # loss of bf16 not scaled
class ConvB(torch.autograd.Function):
    """3x3 at 6x6: the weights' gradient as one matrix product."""
    @staticmethod
    def forward(ctx,x,w):
        ctx.save_for_backward(x,w); return torch.conv2d(x,w,None,1,1)
    @staticmethod
    def backward(ctx,g):
        x,w=ctx.saved_tensors; g=g.contiguous(memory_format=CL)
        gx=torch.ops.aten.convolution_backward(g,x,w,None,[1,1],[1,1],[1,1],False,[0,0],1,[True,False,False])[0]
        n,c,h,wd=x.shape; co=g.shape[1]
        xp=F.pad(x.permute(0,2,3,1),(0,0,1,1,1,1)); s=xp.stride()
        u=xp.as_strided((n,h,wd,3,3*c),(s[0],s[1],s[2],s[1],1)).reshape(n*h*wd,9*c)
        gw=g.permute(0,2,3,1).reshape(n*h*wd,co).t()@u
        return gx,gw.view(co,3,3,c).permute(0,3,1,2)
def features(net,x):
    out=[]
    for i,l in enumerate(net.features):
        if isinstance(l,nn.Sequential):
            pad,conv,bn,_=l; w=conv.weight.bfloat16()
            x=ConvB.apply(x,w) if i>=7 else torch.conv2d(pad(x),w,None,conv.stride,conv.padding)
            x=BnRelu.apply(x,bn.weight,bn.bias,bn.running_mean,bn.running_var,bn.momentum,bn.eps)
        else: x=l(x)
        if i in TAPS: out.append(x)
    return x,out
# the teacher of features: 0.6.1, batch norms folded
some=None
t=ExpressionNet(); t.load_state_dict(torch.load('v/061.pt')); t.eval()
folded=[]
for l in t.features:
    if isinstance(l,nn.Sequential):
        pad,conv,bn,_=l; k=bn.weight/(bn.running_var+bn.eps).sqrt()
        folded.append((pad,(conv.weight*k[:,None,None,None]).detach().bfloat16().contiguous(memory_format=CL),(bn.bias-bn.running_mean*k).detach().bfloat16(),conv.stride,conv.padding))
    else: folded.append(l)
@torch.no_grad()
def teach(x):
    out=[]
    for i,l in enumerate(folded):
        if isinstance(l,tuple): pad,w,b,st,p=l; x=torch.conv2d(pad(x),w,b,st,p).relu_()
        else: x=l(x)
        if i in TAPS: out.append(x)
    return out
class Fast(Training):
    lam=0.
    def _step(self):
        x=crops.normalised(self._batch.faces[:,None]).contiguous(memory_format=CL).bfloat16()
        f,taps=fast_features(self.network,x)
        f=self.network.dropout(f.mean((2,3)).float())
        logits=self.network.ferplus(f),self.network.fer2013(f)
        v,l=(-(g*F.log_softmax(e,dim=1)).sum(1).mean() for g,e in zip((self._batch.ferplus,self._batch.fer2013),logits))
        loss=v+self._fer2013_weight*l
        if self.lam>0:
            rel=[]
            for p,q in zip(taps,teach(x)):
                q=q.float(); rel.append((p.float()-q).square().sum()/q.square().sum())
            self.rel=[r.item() for r in rel]
            total=loss+self.lam*sum(rel)
        else: total=loss
        slopes=list(torch.autograd.grad(total,self._weights))
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
N=16; parts={}
def part(i,name):
    if (i,name) not in parts: parts[i,name]=np.load(f'RUNS/v/{i}-{name}.npy',mmap_mode='r')
    return parts[i,name]
n=part(0,'faces').shape[0]
def epoch_views(number,epochs,seed):
    torch.manual_seed(seed*10_000+number)
    place=(number/max(epochs-1,1)+(torch.rand(n)*2-1)*.125).clamp(0,1); view=(place*(N-1)).round().long().numpy()
    out=[]
    for name in ('faces','ferplus','fer2013'):
        a=np.empty((n,)+part(0,name).shape[1:],part(0,name).dtype)
        for i in np.unique(view): r=np.flatnonzero(view==i); a[r]=part(i,name)[r]
        out.append(torch.from_numpy(a))
    m=torch.rand(n)<.5; out[0][m]=out[0][m].flip(-1)
    return Views(out[0],out[1].float(),out[2].float())
valid=load(Path('DATA'),align=True).split('PublicTest')
R=Recipe(epochs=o.epochs,rise=o.rise,weight_decay=3e-4,seed=o.seed,peak_rate=o.peak)
(o.out/'recipe.json').write_text(json.dumps(asdict(R),indent=2)+'\n')
torch.manual_seed(o.seed)
net,avg=(ExpressionNet().to(memory_format=CL) for _ in range(2))
T=Fast(net,batch=256,momentum=.9,weight_decay=3e-4,ema=.998,fer2013_weight=.7)
first=0
if (o.out/checkpoint.CHECKPOINT).exists():
    s=checkpoint.read(o.out); T.load_state_dict(s); first=s['epoch']+1
steps=n//256
for e in range(first,min(o.epochs,o.stop)):
    t0=time.monotonic(); v=epoch_views(e,o.epochs,o.seed)
    torch.manual_seed(o.seed*10_000+e); order=torch.randperm(n); net.train(); T.loss.zero_()
    for k,rows in enumerate(order[:steps*256].view(steps,-1)):
        p=(e+k/steps)/o.epochs
        T.lam=o.feat*(1. if p<o.hold else max(0.,.5+.5*math.cos(math.pi*min(1,(p-o.hold)/(o.gone-o.hold)))))
        if p>o.gone: T.lam=0.
        T.step(v,rows,rate(p,o.peak,o.rise))
    r={'epoch':e+1,'loss':T.loss.item()/steps,'seconds':time.monotonic()-t0,'rel':getattr(T,'rel',None),'lam':T.lam}
    if (e+1)%5==0 or o.epochs-e<=6 or e<3: avg.load_state_dict(T.averaged_state()); r['publicTest']=scores(predict(avg,valid),valid)
    open(o.out/'epochs.jsonl','a').write(json.dumps(r)+'\n'); print(json.dumps(r),flush=True)
    checkpoint.write(o.out,T.state_dict()|{'epoch':e})
