#include <immintrin.h>
#include <stdint.h>
#include <string.h>
#include <stdlib.h>
#include <unistd.h>
#include <sys/syscall.h>
typedef uint16_t bf;
#ifndef KB
#define KB 256
#endif
int bw_init(void){ return syscall(SYS_arch_prctl,0x1023,18); }
static struct { uint8_t pal,start,res[14]; uint16_t colsb[16]; uint8_t rows[16]; } __attribute__((packed)) cfg;
static inline __m512i ext(const bf*p,__mmask16 m){ return p? _mm512_cvtepu16_epi32(_mm256_maskz_loadu_epi16(m,p)):_mm512_setzero_si512(); }
static void transpose16(const uint32_t*s,uint32_t*d){
  __m512i idx=_mm512_mullo_epi32(_mm512_setr_epi32(0,1,2,3,4,5,6,7,8,9,10,11,12,13,14,15),_mm512_set1_epi32(16));
  for(int o=0;o<16;o++) _mm512_store_si512((void*)(d+16*o),_mm512_i32gather_epi32(idx,(const int*)(s+o),4));
}
// acc [O16][C16][9][16][16] float, zeroed here
void bw3x3(const bf*x,const bf*g,float*acc,int N,int H,int W,int C,int O){
  const int Wp=W+2,S=(H+2)*Wp,C16=(C+15)/16,O16=(O+15)/16; const long L=((long)N*S+KB-1)/KB*KB;
  memset(acc,0,sizeof(float)*O16*C16*9*256);
  const int XR=KB/2+Wp+8; // pair rows of x
  static __thread uint32_t*A=0,*E=0,*D=0;
  if(!A){A=aligned_alloc(64,4L*256*24*(KB/32));E=aligned_alloc(64,4L*16*24*(KB/2+40));D=aligned_alloc(64,4L*16*24*(KB/2+40));}
  cfg.pal=1;for(int i=0;i<8;i++){cfg.colsb[i]=64;cfg.rows[i]=16;}
  _tile_loadconfig(&cfg);
  const bf*px[KB+2*64+64]; uint32_t tmp[256] __attribute__((aligned(64)));
  for(long p0=0;p0<L;p0+=KB){
    // gradient, transposed to [o][pixel]
    { long n=p0/S;int r=p0%S,row=r/Wp,col=r%Wp;
      for(int k=0;k<KB;k++){ px[k]=(n<N&&row<H&&col<W)?g+((n*H+row)*W+col)*(long)O:0; if(++col==Wp){col=0;if(++row==H+2){row=0;n++;}} } }
    for(int ob=0;ob<O16;ob++){ int left=O-16*ob; __mmask16 m=left>=16?0xffff:(1<<left)-1;
      for(int k=0;k<KB/32;k++){
        for(int r=0;r<16;r++){ const bf*a=px[32*k+2*r],*b=px[32*k+2*r+1];
          _mm512_store_si512((void*)(tmp+16*r),_mm512_or_si512(ext(a?a+16*ob:0,m),_mm512_slli_epi32(ext(b?b+16*ob:0,m),16))); }
        transpose16(tmp,A+256L*(ob*(KB/32)+k)); } }
    { long n=p0/S;int r=p0%S,row=r/Wp,col=r%Wp;
      for(int k=0;k<2*XR+1;k++){ px[k]=(n<N&&row>0&&row<=H&&col>0&&col<=W)?x+((n*H+row-1)*W+col-1)*(long)C:0; if(++col==Wp){col=0;if(++row==H+2){row=0;n++;}} } }
    for(int cb=0;cb<C16;cb++){ int left=C-16*cb; __mmask16 m=left>=16?0xffff:(1<<left)-1;
      uint32_t*e=E+16L*cb*XR,*d=D+16L*cb*XR; __m512i v0=ext(px[0]?px[0]+16*cb:0,m);
      for(int r=0;r<XR;r++){ const bf*b=px[2*r+1],*c=px[2*r+2]; __m512i v1=ext(b?b+16*cb:0,m),v2=ext(c?c+16*cb:0,m);
        _mm512_store_si512((void*)(e+16*r),_mm512_or_si512(v0,_mm512_slli_epi32(v1,16)));
        _mm512_store_si512((void*)(d+16*r),_mm512_or_si512(v1,_mm512_slli_epi32(v2,16))); v0=v2; } }
    for(int ob=0;ob<O16;){ int G=O16-ob>=3?3:O16-ob; if(O16-ob==4)G=2;
      const uint32_t*a0=A+256L*(ob*(KB/32)),*a1=a0+256L*(KB/32),*a2=a1+256L*(KB/32);
      for(int cb=0;cb<C16;cb++) for(int t=0;t<9;t++){
        int off=(t/3)*Wp+t%3; const uint32_t*b=((off&1)?D:E)+16L*cb*XR+16L*(off>>1);
        float*c0=acc+256L*((ob*C16+cb)*9+t),*c1=c0+256L*C16*9,*c2=c1+256L*C16*9;
        if(G==3){ _tile_loadd(0,c0,64);_tile_loadd(1,c1,64);_tile_loadd(2,c2,64);
          for(int k=0;k<KB/32;k++){ _tile_loadd(6,b+256*k,64);_tile_loadd(3,a0+256*k,64);_tile_dpbf16ps(0,3,6);_tile_loadd(4,a1+256*k,64);_tile_dpbf16ps(1,4,6);_tile_loadd(5,a2+256*k,64);_tile_dpbf16ps(2,5,6);}
          _tile_stored(0,c0,64);_tile_stored(1,c1,64);_tile_stored(2,c2,64);
        } else if(G==2){ _tile_loadd(0,c0,64);_tile_loadd(1,c1,64);
          for(int k=0;k<KB/32;k++){ _tile_loadd(6,b+256*k,64);_tile_loadd(3,a0+256*k,64);_tile_dpbf16ps(0,3,6);_tile_loadd(4,a1+256*k,64);_tile_dpbf16ps(1,4,6);}
          _tile_stored(0,c0,64);_tile_stored(1,c1,64);
        } else { _tile_loadd(0,c0,64);
          for(int k=0;k<KB/32;k++){ _tile_loadd(6,b+256*k,64);_tile_loadd(3,a0+256*k,64);_tile_dpbf16ps(0,3,6);}
          _tile_stored(0,c0,64); }
      }
      ob+=G; }
  }
  _tile_release();
}
