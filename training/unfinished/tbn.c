// Batch norm, shortcut and ReLU on bfloat16 rows [rows][C], C one of 64, 128, 256, 384.
#include <stdint.h>
#include <string.h>
typedef uint16_t bf;
static inline float tof(bf v){uint32_t u=(uint32_t)v<<16;float f;memcpy(&f,&u,4);return f;}
static inline bf tob(float f){uint32_t u;memcpy(&u,&f,4);u+=0x7fff+((u>>16)&1);return (bf)(u>>16);}
#define M 384
#define IN static inline __attribute__((always_inline)) void
#define EACH(CALL) switch(C){case 64:{enum{K=64};CALL;break;}case 128:{enum{K=128};CALL;break;}case 256:{enum{K=256};CALL;break;}default:{enum{K=384};CALL;}}
IN stats(const bf*restrict x,long R,const int C,double*s,double*q){
  for(long r0=0;r0<R;r0+=256){ float a[M]={0},b[M]={0}; long r1=r0+256<R?r0+256:R;
    for(long r=r0;r<r1;r++){const bf*restrict p=x+r*C; for(int c=0;c<C;c++){float v=tof(p[c]);a[c]+=v;b[c]+=v*v;}}
    for(int c=0;c<C;c++){s[c]+=a[c];q[c]+=b[c];} } }
void bn_stats(const bf*x,long R,int C,float*mean,float*var){
  double s[M]={0},q[M]={0}; EACH(stats(x,R,K,s,q))
  for(int c=0;c<C;c++){double m=s[c]/R;mean[c]=m;double v=q[c]/R-m*m;var[c]=v>0?v:0;} }
IN apply(const bf*restrict x,const bf*restrict a,bf*restrict y,long R,const int C,const float*restrict k,const float*restrict h,int relu){
  for(long r=0;r<R;r++){const bf*restrict p=x+r*C;bf*restrict o=y+r*C;const bf*restrict z=a?a+r*C:0;
    if(z) for(int c=0;c<C;c++){float v=tof(p[c])*k[c]+h[c]+tof(z[c]);o[c]=tob(v>0?v:0);}
    else if(relu) for(int c=0;c<C;c++){float v=tof(p[c])*k[c]+h[c];o[c]=tob(v>0?v:0);}
    else for(int c=0;c<C;c++){float v=tof(p[c])*k[c]+h[c];o[c]=tob(v);} } }
void bn_apply(const bf*x,const bf*a,bf*y,long R,int C,const float*k,const float*h,int relu){ EACH(apply(x,a,y,R,K,k,h,relu)) }
IN back1(const bf*restrict x,const bf*restrict y,const bf*restrict g,bf*restrict gm,long R,const int C,const float*restrict m,const float*restrict v,double*s,double*q){
  for(long r0=0;r0<R;r0+=256){ float a[M]={0},b[M]={0}; long r1=r0+256<R?r0+256:R;
    for(long r=r0;r<r1;r++){const bf*restrict p=x+r*C,*restrict o=y?y+r*C:0,*restrict h=g+r*C;bf*restrict w=gm?gm+r*C:0;
      if(w) for(int c=0;c<C;c++){bf e=h[c]&(uint16_t)-(o[c]!=0);w[c]=e;float d=tof(e);a[c]+=d;b[c]+=d*((tof(p[c])-m[c])*v[c]);}
      else if(o) for(int c=0;c<C;c++){float d=tof(h[c]&(uint16_t)-(o[c]!=0));a[c]+=d;b[c]+=d*((tof(p[c])-m[c])*v[c]);}
      else for(int c=0;c<C;c++){float d=tof(h[c]);a[c]+=d;b[c]+=d*((tof(p[c])-m[c])*v[c]);} }
    for(int c=0;c<C;c++){s[c]+=a[c];q[c]+=b[c];} } }
void bn_back1(const bf*x,const bf*y,const bf*g,bf*gm,long R,int C,const float*m,const float*inv,float*db,float*dg){
  double s[M]={0},q[M]={0}; EACH(back1(x,y,g,gm,R,K,m,inv,s,q))
  for(int c=0;c<C;c++){db[c]=s[c];dg[c]=q[c];} }
IN back2(const bf*restrict x,const bf*restrict y,const bf*restrict g,bf*restrict d,long R,const int C,const float*restrict k,const float*restrict a0,const float*restrict a1){
  for(long r=0;r<R;r++){const bf*restrict p=x+r*C,*restrict o=y?y+r*C:0,*restrict h=g+r*C;bf*restrict e=d+r*C;
    if(o) for(int c=0;c<C;c++){float f=tof(h[c]&(uint16_t)-(o[c]!=0));e[c]=tob(k[c]*f+a0[c]+a1[c]*tof(p[c]));}
    else for(int c=0;c<C;c++){e[c]=tob(k[c]*tof(h[c])+a0[c]+a1[c]*tof(p[c]));} } }
void bn_back2(const bf*x,const bf*y,const bf*g,bf*d,long R,int C,const float*k,const float*a0,const float*a1){ EACH(back2(x,y,g,d,R,K,k,a0,a1)) }
