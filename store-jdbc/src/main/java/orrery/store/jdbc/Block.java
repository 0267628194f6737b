// SPDX-License-Identifier: Apache-2.0
package orrery.store.jdbc;

import com.github.luben.zstd.Zstd;
import com.github.luben.zstd.ZstdCompressCtx;
import com.github.luben.zstd.ZstdException;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import orrery.model.Fault;
import orrery.model.PayloadFormat;
import orrery.store.RecordRow;

/**
 * Payloads are packed into blocks of some {@value #TARGET_BYTES} bytes before they are compressed:
 * neighbours resemble each other. In a block each payload is preceded by its format (one byte) and
 * length (four); a row knows the block and the offset in it, its slot.
 */
public final class Block {
  /** A page of a search takes its payloads from many blocks, so they must be quick to unpack. */
  private static final int TARGET_BYTES = 64 << 10;

  private static final int HEADER_BYTES = 5;

  private Block() {}

  /**
   * Rows packed.
   *
   * @param packed the compressed blocks
   * @param blocks per row, which of the blocks
   * @param slots per row, the offset in it
   */
  public record Packed(List<RecordRow> rows, List<byte[]> packed, int[] blocks, int[] slots) {}

  public static Packed pack(List<RecordRow> rows, int level) {
    List<byte[]> packed = new ArrayList<>();
    int[] blocks = new int[rows.size()];
    int[] slots = new int[rows.size()];
    try (ZstdCompressCtx zstd = new ZstdCompressCtx()) {
      zstd.setLevel(level);
      int first = 0;
      while (first < rows.size()) {
        int bytes = 0;
        int end = first;
        while (end < rows.size() && (bytes == 0 || bytes + size(rows.get(end)) <= TARGET_BYTES)) {
          blocks[end] = packed.size();
          slots[end] = bytes;
          bytes = Math.addExact(bytes, size(rows.get(end)));
          end++;
        }
        packed.add(zstd.compress(raw(rows.subList(first, end), bytes)));
        first = end;
      }
    }
    return new Packed(rows, packed, blocks, slots);
  }

  /** The raw bytes of a block, to be cut with {@link #payload} and {@link #format}. */
  public static byte[] unpack(byte[] packed) {
    try {
      return Zstd.decompress(packed, Math.toIntExact(Zstd.getFrameContentSize(packed)));
    } catch (ZstdException | ArithmeticException | NegativeArraySizeException e) {
      throw new Fault.Unavailable("a stored payload block is damaged: " + e.getMessage(), e);
    }
  }

  public static PayloadFormat format(byte[] raw, int slot) {
    return PayloadFormat.of(raw[slot]);
  }

  public static byte[] payload(byte[] raw, int slot) {
    int length = ByteBuffer.wrap(raw).getInt(slot + 1);
    return Arrays.copyOfRange(raw, slot + HEADER_BYTES, slot + HEADER_BYTES + length);
  }

  private static int size(RecordRow row) {
    return HEADER_BYTES + row.payload().length;
  }

  private static byte[] raw(List<RecordRow> rows, int bytes) {
    ByteBuffer raw = ByteBuffer.allocate(bytes);
    for (RecordRow row : rows) {
      raw.put((byte) row.format().number()).putInt(row.payload().length).put(row.payload());
    }
    return raw.array();
  }
}
