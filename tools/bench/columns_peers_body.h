// The peers' text, included by columns_peers.cc once for each set of instructions, as the kernel's
// is. The same blocks, lanes, tiles and register sums as the kernel has.

typedef double Lanes __attribute__((vector_size(LINHUI_LANES * 8)));

constexpr int kVectors = LINHUI_LANES == 8 ? 4 : 8;  // of a tile

LINHUI_KERNEL inline void round_lanes(Lanes& x) {
#if LINHUI_LANES == 8
  x = (Lanes)_mm512_maskz_roundscale_pd(0xff, (__m512d)x,
                                        _MM_FROUND_TO_NEAREST_INT | _MM_FROUND_NO_EXC);
#elif LINHUI_LANES == 4
  x = (Lanes)_mm256_round_pd((__m256d)x, _MM_FROUND_TO_NEAREST_INT | _MM_FROUND_NO_EXC);
#else
  constexpr double kWhole = 6755399441055744.0;  // 1.5 · 2^52: adding it leaves no fraction
  x = (x + kWhole) - kWhole;
#endif
}

struct Block {
  alignas(64) double begin[methodology::kBlockLines];
  alignas(64) double rise[methodology::kBlockLines];
};

LINHUI_KERNEL inline void fill(const methodology::StockLines& lines, std::size_t at,
                               std::size_t count, const double* per_m3, Block& block) {
  const double share = 1.0 / lines.years.steps();
  alignas(64) double factor[methodology::kBlockLines];
  for (std::size_t i = 0; i < count; ++i) factor[i] = per_m3[lines.factor[at + i]];
  const std::int64_t* area = lines.area.data() + at;
  const std::int64_t* begin_volume = lines.begin_volume.data() + at;
  const std::int64_t* end_volume = lines.end_volume.data() + at;
  for (std::size_t i = 0; i < count; ++i) {
    const double per_volume = static_cast<double>(area[i]) * factor[i];
    const double begin = per_volume * static_cast<double>(begin_volume[i]);
    block.begin[i] = begin;
    block.rise[i] = (per_volume * static_cast<double>(end_volume[i]) - begin) * share;
  }
}

template <bool kRounds, int kTiles>
LINHUI_KERNEL void sum_block(const Block& block, const std::uint32_t* group, std::size_t count,
                             double* sums) {
  for (int tile = 0; tile < kTiles; ++tile) {
    Lanes step[kVectors] = {}, sum[kVectors] = {};
    for (int v = 0; v < kVectors; ++v) {
      for (int lane = 0; lane < LINHUI_LANES; ++lane) {
        step[v][lane] = (tile * kVectors + v) * LINHUI_LANES + lane;
      }
    }
    for (std::size_t i = 0; i < count; ++i) {
      for (int v = 0; v < kVectors; ++v) {
        Lanes x = block.begin[i] + block.rise[i] * step[v];
        if (kRounds) round_lanes(x);
        sum[v] += x;
      }
      if (i + 1 < count && group[i + 1] == group[i]) continue;
      double* to = sums + group[i] * 2 * kStride + tile * kVectors * LINHUI_LANES;
      for (int v = 0; v < kVectors; ++v) {
        Lanes whole;
        std::memcpy(&whole, to + v * LINHUI_LANES, sizeof whole);
        whole += sum[v];
        std::memcpy(to + v * LINHUI_LANES, &whole, sizeof whole);
        sum[v] -= sum[v];
      }
    }
  }
}

template <bool kRounds>
LINHUI_KERNEL void add_stocks(const methodology::StockLines& lines, std::size_t begin,
                              std::size_t end, const Factors& factors, double* sums) {
  Block block;
  for (std::size_t at = begin; at < end; at += methodology::kBlockLines) {
    const std::size_t count = std::min(methodology::kBlockLines, end - at);
    for (std::size_t pool = 0; pool < 2; ++pool) {
      fill(lines, at, count, factors.per_m3[pool].data(), block);
      sum_block<kRounds, 32 / (kVectors * LINHUI_LANES)>(block, lines.group.data() + at, count,
                                                         sums + pool * kStride);
    }
  }
}
