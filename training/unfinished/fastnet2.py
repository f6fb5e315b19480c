"""ExpressionNet's training step with batch norm and ReLU in one pass each way, bfloat16, channels last."""
import ctypes,sys,torch
sys.path.insert(0,'RUNS/frozen')
from torch import nn
from training.network import ExpressionNet
L=ctypes.CDLL('RUNS/bnrelu2.so'); P=lambda t: ctypes.c_void_p(t.data_ptr()); I=ctypes.c_int; G=ctypes.c_long
CL=torch.channels_last
class BnRelu(torch.autograd.Function):
    @staticmethod
    def forward(ctx,x,w,b,mean,var,mom,eps):
        x=x.contiguous(memory_format=CL); n,c,h,wd=x.shape; R=n*h*wd
        m=torch.empty(c);v=torch.empty(c)
        L.bn_stats(P(x),G(R),I(c),P(m),P(v))
        inv=(v+eps).rsqrt(); scale=w*inv; shift=b-m*scale
        y=torch.empty_like(x)
        L.bn_apply(P(x),P(y),G(R),I(c),P(scale),P(shift))
        mean.lerp_(m,mom); var.lerp_(v*(R/(R-1)),mom)
        ctx.save_for_backward(x,y,m,inv,scale)
        return y
    @staticmethod
    def backward(ctx,g):
        x,y,m,inv,scale=ctx.saved_tensors; g=g.contiguous(memory_format=CL); n,c,h,wd=x.shape; R=n*h*wd
        db=torch.empty(c);dg=torch.empty(c)
        L.bn_back1(P(x),P(y),P(g),G(R),I(c),P(m),P(inv),P(db),P(dg))
        a1=-scale*inv*dg/R; a0=-scale*db/R-a1*m
        dx=torch.empty_like(x)
        L.bn_back2(P(x),P(y),P(g),P(dx),G(R),I(c),P(scale.contiguous()),P(a0),P(a1))
        return dx,dg,db,None,None,None,None
from bwtest import bw
class Conv(torch.autograd.Function):
    """3x3, padded by one: the weights' gradient by bw.c."""
    @staticmethod
    def forward(ctx,x,w):
        ctx.save_for_backward(x,w); return torch.conv2d(x,w,None,1,1)
    @staticmethod
    def backward(ctx,g):
        x,w=ctx.saved_tensors; g=g.contiguous(memory_format=CL)
        gx=torch.ops.aten.convolution_backward(g,x,w,None,[1,1],[1,1],[1,1],False,[0,0],1,[True,False,False])[0]
        return gx,bw(x,g)
class Pool(torch.autograd.Function):
    @staticmethod
    def forward(ctx,x):
        n,c,h,w=x.shape; y=torch.empty(n,c,h//2,w//2,dtype=x.dtype,memory_format=CL) if False else torch.empty(n,h//2,w//2,c,dtype=x.dtype).permute(0,3,1,2)
        L.pool(P(x),P(y),G(n),I(h),I(w),I(c)); ctx.save_for_backward(x,y); return y
    @staticmethod
    def backward(ctx,g):
        x,y=ctx.saved_tensors; g=g.contiguous(memory_format=CL); n,c,h,w=x.shape; d=torch.empty_like(x)
        L.pool_back(P(x),P(y),P(g),P(d),G(n),I(h),I(w),I(c)); return d
def fast_features(net,x,taps=()):
    for i,l in enumerate(net.features):
        if isinstance(l,nn.Sequential):
            pad,conv,bn,_=l; w=conv.weight.bfloat16()
            x=Conv.apply(x,w) if i>=4 else torch.conv2d(pad(x),w,None,conv.stride,conv.padding)
            x=BnRelu.apply(x,bn.weight,bn.bias,bn.running_mean,bn.running_var,bn.momentum,bn.eps)
        else: x=Pool.apply(x)
    return x,[]
if __name__=='__main__':
    import time,copy
    torch.set_num_threads(1); torch.manual_seed(0)
    net=ExpressionNet(dropout=0.).to(memory_format=CL).train(); ref=copy.deepcopy(net)
    x=torch.randn(256,1,48,48).contiguous(memory_format=CL)
    t=torch.randn(256,8).softmax(1)
    def go(n,fast):
        if fast:
            f,_=fast_features(n,x.bfloat16()); a=n.ferplus(f.mean((2,3)).float())
        else:
            with torch.autocast('cpu',torch.bfloat16,cache_enabled=False): a,_=n(x)
        loss=-(t*a.float().log_softmax(1)).sum(1).mean()
        ps=[p for k,p in n.named_parameters() if 'fer2013' not in k]
        return loss.item(),torch.autograd.grad(loss,ps)
    l1,g1=go(net,True); l2,g2=go(ref,False); print(l1,l2)
    for (k,_),a,b in zip(net.named_parameters(),g1,g2): print(k,((a-b).norm()/b.norm()).item())
    print((net.features[0][2].running_var-ref.features[0][2].running_var).abs().max(),(net.features[-1][2].running_mean-ref.features[-1][2].running_mean).abs().max())
    for fast in (True,False,True,False):
        m=[]
        for _ in range(12):
            s=time.time();go(net if fast else ref,fast);m.append(time.time()-s)
        print(fast,min(m)*1000,sum(m)/12*1000)
