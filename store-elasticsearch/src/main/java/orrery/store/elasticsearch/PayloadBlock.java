// SPDX-License-Identifier: Apache-2.0
package orrery.store.elasticsearch;

import com.github.luben.zstd.Zstd;
import com.github.luben.zstd.ZstdException;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Arrays;
import java.util.Base64;
import java.util.List;
import orrery.model.Fault;
import orrery.model.PayloadFormat;
import orrery.store.RecordRow;

/**
 * Payloads of neighbours, packed together: they resemble each other, and the cluster stores and
 * copies a fifth of the bytes. In a block each payload is preceded by its format (one byte) and
 * length (four); a row knows the block and the offset in it, its slot.
 */
final class PayloadBlock {
  /** A page of a search takes its payloads from many blocks, so they must be quick to unpack. */
  static final int TARGET_BYTES = 64 << 10;

  private static final int HEADER_BYTES = 5;
  private static final int LEVEL = 1;
  private static final int ID_BYTES = 15;

  private PayloadBlock() {}

  /** How much of a block the row takes. */
  static int size(RecordRow row) {
    return Math.addExact(HEADER_BYTES, row.payload().length);
  }

  static byte[] pack(List<RecordRow> rows) {
    int bytes = rows.stream().mapToInt(PayloadBlock::size).reduce(0, Math::addExact);
    ByteBuffer raw = ByteBuffer.allocate(bytes);
    for (RecordRow row : rows) {
      raw.put((byte) row.format().number()).putInt(row.payload().length).put(row.payload());
    }
    return Zstd.compress(raw.array(), LEVEL);
  }

  /** Names a packed block by its content, so that the same batch sent again makes no other. */
  static String id(byte[] packed) {
    try {
      byte[] digest = MessageDigest.getInstance("SHA-256").digest(packed);
      return new String(
          Base64.getUrlEncoder().encode(Arrays.copyOf(digest, ID_BYTES)),
          StandardCharsets.US_ASCII);
    } catch (NoSuchAlgorithmException e) {
      throw new AssertionError("every JDK has SHA-256", e);
    }
  }

  /** The raw bytes of a block, to be cut with {@link #payload} and {@link #format}. */
  static byte[] unpack(byte[] packed) {
    try {
      return Zstd.decompress(packed, Math.toIntExact(Zstd.getFrameContentSize(packed)));
    } catch (ZstdException | ArithmeticException | NegativeArraySizeException e) {
      throw new Fault.Unavailable("a stored payload block is damaged: " + e.getMessage(), e);
    }
  }

  static PayloadFormat format(byte[] raw, int slot) {
    return PayloadFormat.of(raw[slot]);
  }

  static byte[] payload(byte[] raw, int slot) {
    int length = ByteBuffer.wrap(raw).getInt(slot + 1);
    return Arrays.copyOfRange(raw, slot + HEADER_BYTES, slot + HEADER_BYTES + length);
  }
}
