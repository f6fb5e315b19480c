"""TeacherNet's training step: bfloat16 all through, channels last, batch norms in one pass each way, weights' gradients by AMX."""
import ctypes,sys,torch
sys.path.insert(0,'RUNS/gen4')
import torch.nn.functional as F
from torch import nn
from training.network import TeacherNet,_Residual
torch.ones(32,32).bfloat16()@torch.ones(32,32).bfloat16()
L=ctypes.CDLL('RUNS/tbn.so'); W=ctypes.CDLL('RUNS/bwk256.so'); W.bw_init()
P=lambda t: ctypes.c_void_p(t.data_ptr() if t is not None else None); I=ctypes.c_int; G=ctypes.c_long; CL=torch.channels_last
cb=torch.ops.aten.convolution_backward
class Norm(torch.autograd.Function):
    """Batch norm; then a shortcut added, if there is one; then ReLU, if asked for."""
    @staticmethod
    def forward(ctx,x,w,b,mean,var,mom,eps,add,relu):
        x=x.contiguous(memory_format=CL); n,c,h,wd=x.shape; R=n*h*wd
        m=torch.empty(c);v=torch.empty(c); L.bn_stats(P(x),G(R),I(c),P(m),P(v))
        inv=(v+eps).rsqrt(); scale=(w*inv).contiguous(); shift=(b-m*scale).contiguous(); y=torch.empty_like(x)
        L.bn_apply(P(x),P(add),P(y),G(R),I(c),P(scale),P(shift),I(relu))
        mean.lerp_(m,mom); var.lerp_(v*(R/(R-1)),mom)
        ctx.added=add is not None; ctx.relu=relu
        ctx.save_for_backward(x,y if relu else None,m,inv,scale)
        return y
    @staticmethod
    def backward(ctx,g):
        x,y,m,inv,scale=ctx.saved_tensors; g=g.contiguous(memory_format=CL); n,c,h,wd=x.shape; R=n*h*wd
        db=torch.empty(c);dg=torch.empty(c); gm=torch.empty_like(x) if ctx.added else None
        L.bn_back1(P(x),P(y),P(g),P(gm),G(R),I(c),P(m),P(inv),P(db),P(dg))
        a1=-scale*inv*dg/R; a0=-scale*db/R-a1*m; dx=torch.empty_like(x)
        if gm is not None: L.bn_back2(P(x),None,P(gm),P(dx),G(R),I(c),P(scale),P(a0),P(a1))
        else: L.bn_back2(P(x),P(y),P(g),P(dx),G(R),I(c),P(scale),P(a0),P(a1))
        return dx,dg,db,None,None,None,None,gm,None
def bw(x,g):
    n,c,h,w=x.shape; o=g.shape[1]; acc=torch.empty(o//16,c//16,3,3,16,16)
    W.bw3x3(P(x),P(g),P(acc),I(n),I(h),I(w),I(c),I(o))
    return acc.permute(0,4,1,5,2,3).reshape(o,c,3,3)
class Conv(torch.autograd.Function):
    """3×3, weights float."""
    @staticmethod
    def forward(ctx,x,w,stride):
        w=w.bfloat16(); ctx.stride=stride; ctx.save_for_backward(x,w); return torch.conv2d(x,w,None,stride,1)
    @staticmethod
    def backward(ctx,g):
        x,w=ctx.saved_tensors; st=ctx.stride; g=g.contiguous(memory_format=CL)
        gx=cb(g,x,w,None,[st,st],[1,1],[1,1],False,[0,0],1,[True,False,False])[0]
        if st==1: return gx,bw(x,g),None
        n,c,h,_=x.shape; ho=h//2; o=g.shape[1]
        xp=F.pad(x.permute(0,2,3,1),(0,0,1,1,1,1)); s=xp.stride()
        u=xp.as_strided((n,ho,ho,3,3*c),(s[0],2*s[1],2*s[2],s[1],1)).reshape(n*ho*ho,9*c)
        gw=g.permute(0,2,3,1).reshape(-1,o).t()@u
        return gx,gw.float().view(o,3,3,c).permute(0,3,1,2),None
def norm(bn,x,add=None,relu=1): return Norm.apply(x,bn.weight,bn.bias,bn.running_mean,bn.running_var,bn.momentum,bn.eps,add,relu)
def point(conv,x):
    st=conv.stride[0]; x=x.permute(0,2,3,1)[:,::st,::st].contiguous()
    return F.linear(x,conv.weight.flatten(1).bfloat16()).permute(0,3,1,2)
def features(net,x):
    """x float [n,1,48,48]"""
    for l in net.features:
        if isinstance(l,_Residual):
            a,b=l.first,l.second
            y=norm(a[1],Conv.apply(x,a[0].weight,a[0].stride[0]))
            y=Conv.apply(y,b[0].weight,1)
            r=x if isinstance(l.shortcut,nn.Identity) else norm(l.shortcut[1],point(l.shortcut[0],x),None,0)
            x=norm(b[1],y,r)
        else:
            xp=F.pad(x[:,0],(1,1,1,1)).bfloat16(); s=xp.stride()
            u=xp.as_strided((len(x),48,48,3,3),(s[0],s[1],s[2],s[1],1)).reshape(len(x),48,48,9)
            x=norm(l[2],F.linear(u,l[1].weight.flatten(1).bfloat16()).permute(0,3,1,2))
    return x
if __name__=='__main__':
    import time,copy
    torch.set_num_threads(1); torch.manual_seed(0)
    net=TeacherNet(dropout=0.).to(memory_format=CL).train()
    for p in net.modules():
        if isinstance(p,nn.BatchNorm2d): nn.init.uniform_(p.weight,.5,1.5)
    print(sum(p.numel() for p in net.parameters()))
    ref=copy.deepcopy(net); B=int(sys.argv[1])
    x=torch.randn(B,1,48,48); t=torch.randn(B,8).softmax(1)
    def go(n,fast):
        if fast: f=features(n,x); a=n.ferplus(f.float().mean((2,3)))
        else: a,_=n(x.contiguous(memory_format=CL))
        loss=-(t*a.float().log_softmax(1)).sum(1).mean()
        ps=[p for k,p in n.named_parameters() if 'fer2013' not in k]
        return loss.item(),torch.autograd.grad(loss,ps)
    if B<=64:
        l1,g1=go(net,True); l2,g2=go(ref,False); print(l1,l2)
        for (k,_),a,b in zip([q for q in net.named_parameters() if 'fer2013' not in q[0]],g1,g2): print(k,((a-b).norm()/b.norm()).item())
        print((net.features[0][2].running_var-ref.features[0][2].running_var).abs().max(),(net.features[-1].second[1].running_mean-ref.features[-1].second[1].running_mean).abs().max())
    else:
        for _ in range(8): s=time.time();go(net,True);print(time.time()-s,flush=True)
