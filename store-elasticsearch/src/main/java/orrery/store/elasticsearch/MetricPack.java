// SPDX-License-Identifier: Apache-2.0
package orrery.store.elasticsearch;

import com.github.luben.zstd.Zstd;
import com.github.luben.zstd.ZstdException;
import java.nio.BufferUnderflowException;
import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.SortedMap;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import orrery.model.Fault;
import orrery.store.EntityKey;

/**
 * Rows of many entities of one family, bucket and writer, packed: in one part who they are and
 * their measures, in the other, which most readers leave out, their sketches in the same order.
 *
 * @param measures zstd of: number of measures and of rows; per row owner (0 where it is that of the
 *     row before, else 1 and the key), key, measures as zigzag varints
 * @param sketches zstd of: per row length and bytes; null for a family without
 */
record MetricPack(byte[] measures, byte @Nullable [] sketches) {
  private static final int LEVEL = 1;

  /** What a row says, name apart. Owned by the pack or map it is in. */
  record Values(long[] measures, byte @Nullable [] sketch) {}

  /** Takes rows one by one. */
  interface Reader {
    void row(EntityKey entity, long[] measures, byte @Nullable [] sketch);
  }

  static MetricPack of(SortedMap<EntityKey, Values> rows) {
    Output measures = new Output(64 + rows.size() * 40);
    Output sketches = new Output(64);
    Values first = rows.firstEntry().getValue();
    measures.varint(first.measures.length);
    measures.varint(rows.size());
    long owner = 0;
    for (var row : rows.entrySet()) {
      EntityKey entity = row.getKey();
      measures.varint(entity.owner() == owner ? 0 : 1);
      if (entity.owner() != owner) {
        owner = entity.owner();
        measures.fixed(owner);
      }
      measures.fixed(entity.key());
      for (long measure : row.getValue().measures) {
        measures.varint((measure << 1) ^ (measure >> 63));
      }
      byte[] sketch = row.getValue().sketch;
      if (sketch != null) {
        sketches.varint(sketch.length);
        sketches.bytes(sketch);
      }
    }
    return new MetricPack(
        Zstd.compress(measures.toBytes(), LEVEL),
        first.sketch == null ? null : Zstd.compress(sketches.toBytes(), LEVEL));
  }

  /** The rows, as a map of one's own. */
  SortedMap<EntityKey, Values> rows() {
    SortedMap<EntityKey, Values> rows = new TreeMap<>();
    read((entity, values, sketch) -> rows.put(entity, new Values(values, sketch)));
    return rows;
  }

  /** Gives all rows in order; sketches are null where the pack has none. */
  void read(Reader reader) {
    try {
      ByteBuffer in = unpack(measures);
      ByteBuffer sketchIn = sketches == null ? null : unpack(sketches);
      int count = Math.toIntExact(varint(in));
      long rows = varint(in);
      long owner = 0;
      for (long row = 0; row < rows; row++) {
        owner = varint(in) == 0 ? owner : in.getLong();
        EntityKey entity = new EntityKey(owner, in.getLong());
        long[] values = new long[count];
        for (int i = 0; i < count; i++) {
          long zigzag = varint(in);
          values[i] = (zigzag >>> 1) ^ -(zigzag & 1);
        }
        byte[] sketch = null;
        if (sketchIn != null) {
          sketch = new byte[Math.toIntExact(varint(sketchIn))];
          sketchIn.get(sketch);
        }
        reader.row(entity, values, sketch);
      }
    } catch (ZstdException
        | ArithmeticException
        | BufferUnderflowException
        | NegativeArraySizeException e) {
      throw new Fault.Unavailable("stored metric rows are damaged: " + e.getMessage(), e);
    }
  }

  private static ByteBuffer unpack(byte[] packed) {
    int length = Math.toIntExact(Zstd.getFrameContentSize(packed));
    return ByteBuffer.wrap(Zstd.decompress(packed, length));
  }

  private static long varint(ByteBuffer in) {
    long value = 0;
    for (int shift = 0; ; shift += 7) {
      byte next = in.get();
      value |= (next & 0x7fL) << shift;
      if (next >= 0) {
        return value;
      }
    }
  }

  /** Bytes being written. */
  private static final class Output {
    private byte[] bytes;
    private int length;

    Output(int expectedLength) {
      bytes = new byte[expectedLength];
    }

    void varint(long value) {
      reserve(10);
      while ((value & ~0x7fL) != 0) {
        bytes[length++] = (byte) (value | 0x80);
        value >>>= 7;
      }
      bytes[length++] = (byte) value;
    }

    void fixed(long value) {
      reserve(8);
      ByteBuffer.wrap(bytes, length, 8).putLong(value);
      length += 8;
    }

    void bytes(byte[] more) {
      reserve(more.length);
      System.arraycopy(more, 0, bytes, length, more.length);
      length += more.length;
    }

    byte[] toBytes() {
      return Arrays.copyOf(bytes, length);
    }

    private void reserve(int more) {
      if (bytes.length - length < more) {
        bytes = Arrays.copyOf(bytes, Math.max(bytes.length * 2, length + more));
      }
    }
  }
}
