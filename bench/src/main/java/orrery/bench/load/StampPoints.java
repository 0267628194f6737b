// SPDX-License-Identifier: Apache-2.0
package orrery.bench.load;

import com.google.protobuf.CodedInputStream;
import com.google.protobuf.WireFormat;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;

/**
 * Where in an encoded segment the ids and times stand, found by walking the encoding.
 *
 * @param traceIds position of each trace id's last digits
 * @param segmentIds position of each segment id's last digits, the caller's included
 * @param segmentOrdinals which segment of the trace each of those is
 * @param times position of each time
 * @param offsetMillis how long after the trace's beginning each of those is
 * @param firstMillis the least of these: when the entry span starts
 */
record StampPoints(
    int[] traceIds,
    int[] segmentIds,
    int[] segmentOrdinals,
    int[] times,
    double[] offsetMillis,
    double firstMillis) {

  static StampPoints of(byte[] segment) {
    Walk walk = new Walk(segment);
    try {
      walk.segment();
    } catch (IOException e) {
      throw new UncheckedIOException("a template that was just encoded cannot be read", e);
    }
    return new StampPoints(
        ints(walk.traceIds),
        ints(walk.segmentIds),
        ints(walk.segmentOrdinals),
        ints(walk.times),
        walk.offsets.stream().mapToDouble(Double::doubleValue).toArray(),
        Collections.min(walk.offsets));
  }

  private static int[] ints(List<Integer> list) {
    return list.stream().mapToInt(Integer::intValue).toArray();
  }

  /** Field numbers are those of SegmentObject, SpanObject, SegmentReference and Log. */
  private static final class Walk {
    private final CodedInputStream in;
    private final List<Integer> traceIds = new ArrayList<>();
    private final List<Integer> segmentIds = new ArrayList<>();
    private final List<Integer> segmentOrdinals = new ArrayList<>();
    private final List<Integer> times = new ArrayList<>();
    private final List<Double> offsets = new ArrayList<>();

    Walk(byte[] segment) {
      in = CodedInputStream.newInstance(segment);
    }

    void segment() throws IOException {
      for (int tag = in.readTag(); tag != 0; tag = in.readTag()) {
        switch (WireFormat.getTagFieldNumber(tag)) {
          case 1 -> traceId();
          case 2 -> segmentId();
          case 3 -> inside(this::span);
          default -> in.skipField(tag);
        }
      }
    }

    private void span() throws IOException {
      for (int tag = in.readTag(); tag != 0; tag = in.readTag()) {
        switch (WireFormat.getTagFieldNumber(tag)) {
          case 3, 4 -> time();
          case 5 -> inside(this::reference);
          case 13 -> inside(this::log);
          default -> in.skipField(tag);
        }
      }
    }

    private void reference() throws IOException {
      for (int tag = in.readTag(); tag != 0; tag = in.readTag()) {
        switch (WireFormat.getTagFieldNumber(tag)) {
          case 2 -> traceId();
          case 3 -> segmentId();
          default -> in.skipField(tag);
        }
      }
    }

    private void log() throws IOException {
      for (int tag = in.readTag(); tag != 0; tag = in.readTag()) {
        if (WireFormat.getTagFieldNumber(tag) == 1) {
          time();
        } else {
          in.skipField(tag);
        }
      }
    }

    private void traceId() throws IOException {
      in.readString();
      traceIds.add(in.getTotalBytesRead() - SegmentTemplate.ID_DIGITS);
    }

    private void segmentId() throws IOException {
      String id = in.readString();
      segmentIds.add(in.getTotalBytesRead() - SegmentTemplate.ID_DIGITS);
      segmentOrdinals.add(Integer.parseInt(id.substring(id.length() - SegmentTemplate.ID_DIGITS)));
    }

    private void time() throws IOException {
      times.add(in.getTotalBytesRead());
      offsets.add((in.readInt64() - SegmentTemplate.EPOCH) / 1000.0);
    }

    private void inside(Part part) throws IOException {
      int limit = in.pushLimit(in.readRawVarint32());
      part.walk();
      in.popLimit(limit);
    }

    private interface Part {
      void walk() throws IOException;
    }
  }
}
