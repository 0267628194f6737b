// SPDX-License-Identifier: Apache-2.0
package orrery.receive;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assertions.assertTimeoutPreemptively;

import com.google.protobuf.ByteString;
import com.google.protobuf.UnknownFieldSet;
import java.time.Duration;
import java.util.List;
import java.util.Random;
import org.apache.skywalking.apm.network.common.v3.KeyStringValuePair;
import org.apache.skywalking.apm.network.language.agent.v3.SegmentObject;
import org.apache.skywalking.apm.network.language.agent.v3.SpanObject;
import org.junit.jupiter.api.Test;
import orrery.model.Fault;
import orrery.model.Ids;
import orrery.model.PayloadFormat;
import orrery.model.Segment;
import orrery.model.SegmentReference;
import orrery.model.Span;
import orrery.model.SpanLayer;
import orrery.model.SpanLog;
import orrery.model.SpanType;
import orrery.model.Tag;
import orrery.model.telemetry.SelfMetric;
import orrery.model.telemetry.Telemetry;
import orrery.receive.SegmentDecoder.Depth;

class SegmentDecoderTest {
  private final Telemetry telemetry = new Telemetry();
  private final Texts texts = new Texts(64, telemetry);
  private final SegmentDecoder ingest = new SegmentDecoder(texts, Depth.INGEST);
  private final SegmentDecoder complete = new SegmentDecoder(texts, Depth.COMPLETE);

  @Test
  void readsWhatTheGeneratedClassesReadFromRandomSegments() {
    SampleSegments samples = new SampleSegments(1);
    for (int i = 0; i < 3_000; i++) {
      SegmentObject sent = samples.any();
      byte[] payload = sent.toByteArray();
      assertThat(complete.decode(payload)).isEqualTo(expected(sent, payload, true));
      assertThat(ingest.decode(payload)).isEqualTo(expected(sent, payload, false));
    }
  }

  @Test
  void keepsThePayloadAsReceived() {
    byte[] payload = new SampleSegments(2).typical();
    Segment segment = ingest.decode(payload);
    assertThat(segment.payload()).isSameAs(payload);
    assertThat(segment.format()).isEqualTo(PayloadFormat.SKYWALKING_SEGMENT);
  }

  @Test
  void givesTheSameObjectForANameFromItsThirdSightingOn() {
    byte[] payload = new SampleSegments(3).typical();
    ingest.decode(payload);
    ingest.decode(payload);
    Segment third = ingest.decode(payload);
    Segment fourth = ingest.decode(payload);
    assertThat(fourth.service()).isSameAs(third.service());
    assertThat(fourth.spans().getFirst().operationName())
        .isSameAs(third.spans().getFirst().operationName());
    assertThat(fourth.spans().getFirst().tags().getFirst())
        .isSameAs(third.spans().getFirst().tags().getFirst());
  }

  @Test
  void eitherDecodesOrRefusesWhateverIsDoneToTheBytes() {
    Random random = new Random(4);
    SampleSegments samples = new SampleSegments(4);
    int[] outcomes = new int[2];
    assertTimeoutPreemptively(
        Duration.ofSeconds(60),
        () -> {
          for (int i = 0; i < 20_000; i++) {
            byte[] mutated = mutate(samples.any().toByteArray(), random);
            outcomes[decodes(mutated) ? 0 : 1]++;
          }
        });
    assertThat(outcomes[0]).isGreaterThan(500);
    assertThat(outcomes[1]).isGreaterThan(500);
  }

  @Test
  void refusesEveryTruncationOfASegmentOrReadsWhatIsWhole() {
    byte[] payload = new SampleSegments(5).typical();
    for (int length = 0; length < payload.length; length++) {
      decodes(java.util.Arrays.copyOf(payload, length));
    }
  }

  @Test
  void refusesAVarintWithoutEndALengthPastTheEndAndANegativeOne() {
    assertRefused(bytes(0x30, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0x01));
    assertRefused(bytes(0x0a, 0x7f, 'a'));
    assertRefused(bytes(0x0a, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0x01));
    assertRefused(bytes(0x0a));
  }

  @Test
  void refusesGroupsNestedDeeperThanAHundredAndSkipsShallowOnes() {
    byte[] deep = new byte[1_000_000];
    java.util.Arrays.fill(deep, (byte) (15 << 3 | 3));
    assertRefused(deep);
    byte[] payload = new SampleSegments(6).typical();
    byte[] group = bytes(15 << 3 | 3, 1 << 3, 5, 15 << 3 | 4);
    assertThat(ingest.decode(concat(group, payload)).spans()).hasSize(8);
  }

  @Test
  void skipsUnknownFieldsAndKnownOnesOfAnotherWireType() {
    UnknownFieldSet unknown =
        UnknownFieldSet.newBuilder()
            .addField(
                99,
                UnknownFieldSet.Field.newBuilder()
                    .addVarint(1)
                    .addFixed32(2)
                    .addFixed64(3)
                    .addLengthDelimited(ByteString.copyFromUtf8("four"))
                    .build())
            .addField(4, UnknownFieldSet.Field.newBuilder().addVarint(7).build())
            .build();
    byte[] payload = concat(unknown.toByteArray(), minimal().build().toByteArray());
    assertThat(ingest.decode(payload).service()).isEqualTo("shop");
  }

  @Test
  void readsUnknownEnumNumbersAsLocalAndUnknown() {
    SegmentObject sent =
        minimal()
            .setSpans(0, SpanObject.newBuilder().setSpanTypeValue(77).setSpanLayerValue(88))
            .build();
    Span span = ingest.decode(sent.toByteArray()).spans().getFirst();
    assertThat(span.type()).isEqualTo(SpanType.LOCAL);
    assertThat(span.layer()).isEqualTo(SpanLayer.UNKNOWN);
  }

  @Test
  void acceptsTenThousandSpans() {
    SegmentObject.Builder sent = minimal();
    for (int i = 1; i < 10_000; i++) {
      sent.addSpans(SpanObject.newBuilder().setSpanId(i).setOperationName("loop"));
    }
    assertThat(ingest.decode(sent.build().toByteArray()).spans()).hasSize(10_000);
  }

  @Test
  void refusesMorePartsThanItsBound() {
    byte[] spans = new byte[2 * (WireReader.MOST_PARTS + 1)];
    for (int i = 0; i < spans.length; i += 2) {
      spans[i] = 3 << 3 | 2;
    }
    assertThatThrownBy(() -> ingest.decode(spans))
        .isInstanceOf(Fault.Invalid.class)
        .hasMessageContaining("500000");
  }

  @Test
  void refusesASegmentWithoutSpansOrIds() {
    assertRefused(minimal().clearSpans().build().toByteArray());
    assertRefused(minimal().clearTraceId().build().toByteArray());
    assertRefused(minimal().setTraceSegmentId(" ").build().toByteArray());
    assertRefused(new byte[0]);
  }

  @Test
  void replacesAndCountsNulAndInvalidUtf8() {
    SegmentObject.Builder sent = minimal().setService("sh\0op");
    sent.getSpansBuilder(0).setPeer("ok \uFFFD sent so");
    byte[] payload = sent.build().toByteArray();
    byte[] broken =
        new String(payload, java.nio.charset.StandardCharsets.ISO_8859_1)
            .replace("instance", "inst\u00ffnce")
            .getBytes(java.nio.charset.StandardCharsets.ISO_8859_1);
    Segment segment = ingest.decode(broken);
    assertThat(segment.service()).isEqualTo("sh\uFFFDop");
    assertThat(segment.instance()).isEqualTo("inst\uFFFDnce");
    assertThat(segment.spans().getFirst().peer()).isEqualTo("ok \uFFFD sent so");
    assertThat(telemetry.counter(SelfMetric.ORRERY_TEXTS_REPAIRED).sum()).isEqualTo(2);
  }

  @Test
  void cutsLongNamesToOneEntityAndCountsThem() {
    SegmentObject.Builder sent =
        minimal().setService("s".repeat(10_000)).setServiceInstance("i".repeat(71));
    sent.getSpansBuilder(0).setOperationName("e".repeat(151)).setPeer("p".repeat(71));
    byte[] payload = sent.build().toByteArray();
    Segment segment = ingest.decode(payload);
    assertThat(segment.service()).isEqualTo("s".repeat(70));
    assertThat(segment.instance()).isEqualTo("i".repeat(70));
    assertThat(segment.spans().getFirst().operationName()).isEqualTo("e".repeat(150));
    assertThat(segment.spans().getFirst().peer()).isEqualTo("p".repeat(70));
    for (String kind : List.of("service", "instance", "endpoint", "peer")) {
      assertThat(telemetry.counter(SelfMetric.ORRERY_VALUES_CLIPPED, kind).sum()).isEqualTo(1);
    }
    Segment looked = complete.decode(payload);
    assertThat(looked.service()).isEqualTo(segment.service());
    assertThat(looked.spans().getFirst().operationName()).isEqualTo("e".repeat(151));
  }

  @Test
  void neverCutsACharacterInTwo() {
    Segment segment =
        ingest.decode(minimal().setService("s".repeat(69) + "😀").build().toByteArray());
    assertThat(segment.service()).isEqualTo("s".repeat(69));
  }

  @Test
  void namesABlankServiceBlank() {
    assertThat(ingest.decode(minimal().setService("  ").build().toByteArray()).service())
        .isEqualTo(Ids.BLANK);
    assertThat(ingest.decode(minimal().clearService().build().toByteArray()).service())
        .isEqualTo(Ids.BLANK);
  }

  @Test
  void theDoorsDecoderReadsLogsAndRefusesOtherFormats() {
    byte[] payload = new SampleSegments(7).any().toByteArray();
    assertThat(Receivers.decoder().decode(PayloadFormat.SKYWALKING_SEGMENT, payload))
        .isEqualTo(complete.decode(payload));
    assertThatThrownBy(() -> Receivers.decoder().decode(PayloadFormat.TEXT, payload))
        .isInstanceOf(Fault.Invalid.class);
  }

  private void assertRefused(byte[] payload) {
    assertThatThrownBy(() -> ingest.decode(payload)).isInstanceOf(Fault.Invalid.class);
  }

  private boolean decodes(byte[] payload) {
    try {
      complete.decode(payload);
      ingest.decode(payload);
      return true;
    } catch (Fault.Invalid expected) {
      return false;
    }
  }

  private static byte[] mutate(byte[] bytes, Random random) {
    byte[] mutated = bytes.clone();
    for (int i = random.nextInt(4); i >= 0; i--) {
      int at = random.nextInt(mutated.length);
      switch (random.nextInt(4)) {
        case 0 -> mutated[at] = (byte) random.nextInt();
        case 1 -> mutated[at] ^= (byte) (1 << random.nextInt(8));
        case 2 -> mutated = java.util.Arrays.copyOf(mutated, at + 1);
        case 3 ->
            mutated = concat(mutated, java.util.Arrays.copyOfRange(mutated, at, mutated.length));
        default -> throw new AssertionError();
      }
    }
    return mutated;
  }

  private static SegmentObject.Builder minimal() {
    return SegmentObject.newBuilder()
        .setTraceId("trace")
        .setTraceSegmentId("segment")
        .setService("shop")
        .setServiceInstance("instance")
        .addSpans(SpanObject.newBuilder().setParentSpanId(-1));
  }

  private static byte[] bytes(int... values) {
    byte[] bytes = new byte[values.length];
    for (int i = 0; i < values.length; i++) {
      bytes[i] = (byte) values[i];
    }
    return bytes;
  }

  private static byte[] concat(byte[] a, byte[] b) {
    byte[] both = java.util.Arrays.copyOf(a, a.length + b.length);
    System.arraycopy(b, 0, both, a.length, b.length);
    return both;
  }

  private static Segment expected(SegmentObject sent, byte[] payload, boolean complete) {
    return new Segment(
        sent.getTraceId(),
        sent.getTraceSegmentId(),
        sent.getService().isBlank() ? "_blank" : cut(sent.getService(), 70),
        cut(sent.getServiceInstance(), 70),
        sent.getSpansList().stream().map(span -> expected(span, complete)).toList(),
        sent.getIsSizeLimited(),
        PayloadFormat.SKYWALKING_SEGMENT,
        payload);
  }

  private static Span expected(SpanObject span, boolean complete) {
    return new Span(
        span.getSpanId(),
        span.getParentSpanId(),
        span.getStartTime(),
        span.getEndTime(),
        span.getRefsList().stream()
            .map(reference ->
                new SegmentReference(
                    reference.getRefTypeValue() == 1,
                    reference.getTraceId(),
                    reference.getParentTraceSegmentId(),
                    reference.getParentSpanId(),
                    cut(reference.getParentService(), 70),
                    cut(reference.getParentServiceInstance(), 70),
                    reference.getParentEndpoint(),
                    reference.getNetworkAddressUsedAtPeer()))
            .toList(),
        complete ? span.getOperationName() : cut(span.getOperationName(), 150),
        complete ? span.getPeer() : cut(span.getPeer(), 70),
        SpanType.of(span.getSpanTypeValue()),
        SpanLayer.of(span.getSpanLayerValue()),
        span.getComponentId(),
        span.getIsError(),
        tags(span.getTagsList()),
        complete
            ? span.getLogsList().stream()
                .map(log -> new SpanLog(log.getTime(), tags(log.getDataList())))
                .toList()
            : List.of(),
        span.getSkipAnalysis());
  }

  private static List<Tag> tags(List<KeyStringValuePair> pairs) {
    return pairs.stream().map(pair -> new Tag(pair.getKey(), pair.getValue())).toList();
  }

  private static String cut(String text, int longest) {
    return text.substring(0, Math.min(text.length(), longest));
  }
}
