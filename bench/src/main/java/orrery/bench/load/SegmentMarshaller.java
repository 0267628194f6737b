// SPDX-License-Identifier: Apache-2.0
package orrery.bench.load;

import io.grpc.Drainable;
import io.grpc.KnownLength;
import io.grpc.MethodDescriptor;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;

/** Hands a stamped template's bytes to the transport, which copies them at once. */
final class SegmentMarshaller implements MethodDescriptor.Marshaller<SegmentTemplate> {

  @Override
  public InputStream stream(SegmentTemplate segment) {
    return new Encoded(segment.bytes());
  }

  @Override
  public SegmentTemplate parse(InputStream stream) {
    throw new UnsupportedOperationException("segments are only sent");
  }

  private static final class Encoded extends InputStream implements Drainable, KnownLength {
    private final byte[] bytes;
    private int position;

    Encoded(byte[] bytes) {
      this.bytes = bytes;
    }

    @Override
    public int available() {
      return bytes.length - position;
    }

    @Override
    public int read() {
      return position == bytes.length ? -1 : bytes[position++] & 0xff;
    }

    @Override
    public int read(byte[] target, int offset, int length) {
      int count = Math.min(length, available());
      if (count == 0 && length > 0) {
        return -1;
      }
      System.arraycopy(bytes, position, target, offset, count);
      position += count;
      return count;
    }

    @Override
    public int drainTo(OutputStream target) throws IOException {
      int length = available();
      target.write(bytes, position, length);
      position = bytes.length;
      return length;
    }
  }
}
