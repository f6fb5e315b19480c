// Batch norm and ReLU on bfloat16 rows [rows][C], several rows taken as one where C divides 192.
#include <stdint.h>
#include <string.h>
typedef uint16_t bf;
static inline float tof(bf v){uint32_t u=(uint32_t)v<<16;float f;memcpy(&f,&u,4);return f;}
static inline bf tob(float f){uint32_t u;memcpy(&u,&f,4);u+=0x7fff+((u>>16)&1);return (bf)(u>>16);}
#define M 192
#define IN static inline __attribute__((always_inline)) void
static int wide(int C){ return (C==24||C==48||C==96)?M:C; }
static void rep(const float*s,int C,float*d,int W){ for(int i=0;i<W;i++) d[i]=s[i%C]; }
static void fold(const double*s,int C,int W,double*d){ for(int c=0;c<C;c++){double t=0;for(int i=c;i<W;i+=C)t+=s[i];d[c]=t;} }
IN stats(const bf*restrict x,long rows,int C,double*s,double*q){
  for(long r0=0;r0<rows;r0+=256){ float a[M]={0},b[M]={0}; long r1=r0+256<rows?r0+256:rows;
    for(long r=r0;r<r1;r++){const bf*restrict p=x+r*C; for(int c=0;c<C;c++){float v=tof(p[c]);a[c]+=v;b[c]+=v*v;}}
    for(int c=0;c<C;c++){s[c]+=a[c];q[c]+=b[c];} } }
void bn_stats(const bf*x,long rows,int C,float*mean,float*var){
  int W=wide(C);double s[M]={0},q[M]={0},S[M],Q[M]; long R=rows*C/W;
  if(W==M)stats(x,R,M,s,q);else if(W==152)stats(x,R,152,s,q);else stats(x,R,C,s,q);
  fold(s,C,W,S);fold(q,C,W,Q);
  for(int c=0;c<C;c++){double m=S[c]/rows;mean[c]=m;double v=Q[c]/rows-m*m;var[c]=v>0?v:0;} }
IN apply(const bf*restrict x,bf*restrict y,long rows,int C,const float*restrict k,const float*restrict h){
  for(long r=0;r<rows;r++){const bf*restrict p=x+r*C;bf*restrict o=y+r*C;
    for(int c=0;c<C;c++){float v=tof(p[c])*k[c]+h[c];o[c]=tob(v>0?v:0);}} }
void bn_apply(const bf*x,bf*y,long rows,int C,const float*scale,const float*shift){
  int W=wide(C);float k[M],h[M];rep(scale,C,k,W);rep(shift,C,h,W);long R=rows*C/W;
  if(W==M)apply(x,y,R,M,k,h);else if(W==152)apply(x,y,R,152,k,h);else apply(x,y,R,C,k,h); }
IN back1(const bf*restrict x,const bf*restrict y,const bf*restrict g,long rows,int C,const float*restrict m,const float*restrict v,double*s,double*q){
  for(long r0=0;r0<rows;r0+=256){ float a[M]={0},b[M]={0}; long r1=r0+256<rows?r0+256:rows;
    for(long r=r0;r<r1;r++){const bf*restrict p=x+r*C,*restrict o=y+r*C,*restrict h=g+r*C;
      for(int c=0;c<C;c++){float d=tof(h[c]&(uint16_t)-(o[c]!=0));a[c]+=d;b[c]+=d*((tof(p[c])-m[c])*v[c]);}}
    for(int c=0;c<C;c++){s[c]+=a[c];q[c]+=b[c];} } }
void bn_back1(const bf*x,const bf*y,const bf*g,long rows,int C,const float*mean,const float*inv,float*db,float*dg){
  int W=wide(C);float m[M],v[M];rep(mean,C,m,W);rep(inv,C,v,W);double s[M]={0},q[M]={0},S[M],Q[M];long R=rows*C/W;
  if(W==M)back1(x,y,g,R,M,m,v,s,q);else if(W==152)back1(x,y,g,R,152,m,v,s,q);else back1(x,y,g,R,C,m,v,s,q);
  fold(s,C,W,S);fold(q,C,W,Q);for(int c=0;c<C;c++){db[c]=S[c];dg[c]=Q[c];} }
IN back2(const bf*restrict x,const bf*restrict y,const bf*restrict g,bf*restrict d,long rows,int C,const float*restrict k,const float*restrict a0,const float*restrict a1){
  for(long r=0;r<rows;r++){const bf*restrict p=x+r*C,*restrict o=y+r*C,*restrict h=g+r*C;bf*restrict e=d+r*C;
    for(int c=0;c<C;c++){float f=tof(h[c]&(uint16_t)-(o[c]!=0));e[c]=tob(k[c]*f+a0[c]+a1[c]*tof(p[c]));}} }
void bn_back2(const bf*x,const bf*y,const bf*g,bf*d,long rows,int C,const float*k0,const float*b0,const float*b1){
  int W=wide(C);float k[M],a[M],b[M];rep(k0,C,k,W);rep(b0,C,a,W);rep(b1,C,b,W);long R=rows*C/W;
  if(W==M)back2(x,y,g,d,R,M,k,a,b);else if(W==152)back2(x,y,g,d,R,152,k,a,b);else back2(x,y,g,d,R,C,k,a,b); }
// 2x2 max pooling, [n][h][w][C] with h and w even
void pool(const bf*restrict x,bf*restrict y,long n,int h,int w,int C){
  for(long i=0;i<n*h/2;i++)for(int j=0;j<w/2;j++){const bf*restrict p=x+(i*2*w+2*j)*C;bf*restrict o=y+(i*(w/2)+j)*C;
    for(int c=0;c<C;c++){ // not negative after ReLU: bfloat16's order is its bits'
      uint16_t a=p[c]>p[C+c]?p[c]:p[C+c],b=p[w*C+c]>p[w*C+C+c]?p[w*C+c]:p[w*C+C+c];o[c]=a>b?a:b;}} }
// the first of the greatest gets the gradient
void pool_back(const bf*restrict x,const bf*restrict y,const bf*restrict g,bf*restrict d,long n,int h,int w,int C){
  for(long i=0;i<n*h/2;i++)for(int j=0;j<w/2;j++){long q=(i*2*w+2*j)*C;const bf*restrict p=x+q;bf*restrict e=d+q;const bf*restrict o=y+(i*(w/2)+j)*C,*restrict k=g+(i*(w/2)+j)*C;
    for(int c=0;c<C;c++){uint16_t m=o[c],v=k[c];
      uint16_t t0=p[c]==m?0xffff:0,t1=(p[C+c]==m?0xffff:0)&~t0,t2=(p[w*C+c]==m?0xffff:0)&~(t0|t1),t3=~(t0|t1|t2);
      e[c]=v&t0;e[C+c]=v&t1;e[w*C+c]=v&t2;e[w*C+C+c]=v&t3;}} }
