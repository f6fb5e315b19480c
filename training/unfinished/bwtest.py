import ctypes,time,torch
torch.set_num_threads(1); torch.ones(32,32).bfloat16()@torch.ones(32,32).bfloat16()
B=ctypes.CDLL('RUNS/bw.so'); print('init',B.bw_init())
P=lambda t: ctypes.c_void_p(t.data_ptr()); CL=torch.channels_last
def bw(x,g):
    n,c,h,w=x.shape; o=g.shape[1]; C=-(-c//16); O=-(-o//16)
    acc=torch.empty(O,C,3,3,16,16)
    B.bw3x3(P(x),P(g),P(acc),n,h,w,c,o)
    return acc.permute(0,4,1,5,2,3).reshape(O*16,C*16,3,3)[:o,:c]
if __name__=='__main__':
  def t(f,k=10):
    m=[]
    for _ in range(k): s=time.time();f();m.append(time.time()-s)
    return min(m)*1000,sum(m)/k*1000
  for (ci,co,s) in [(24,48,24),(48,48,24),(48,96,12),(96,96,12),(96,152,6),(152,152,6)]:
    x=torch.randn(256,ci,s,s).bfloat16().contiguous(memory_format=CL); g=torch.randn(256,co,s,s).bfloat16().contiguous(memory_format=CL)
    w=torch.randn(co,ci,3,3)
    cb=torch.ops.aten.convolution_backward
    ref=cb(g.float(),x.float(),w,None,[1,1],[1,1],[1,1],False,[0,0],1,[False,True,False])[1]
    mine=bw(x,g); wb=w.bfloat16()
    print(ci,co,s,((mine-ref).norm()/ref.norm()).item(),'mine',t(lambda:bw(x,g)),'onednn',t(lambda:cb(g,x,wb,None,[1,1],[1,1],[1,1],False,[0,0],1,[False,True,False])))
