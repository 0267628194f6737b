// SPDX-License-Identifier: Apache-2.0
package orrery.analyze;

import java.util.List;
import orrery.aggregate.Aliases;
import orrery.aggregate.Worker;
import orrery.model.Segment;
import orrery.model.Span;
import orrery.model.telemetry.Telemetry;

/** Here a span becomes metrics: each kind of span is handed to who knows what it says. */
final class SegmentAnalyzer {
  private final EntryAnalysis entries;
  private final ExitAnalysis exits;
  private final VirtualTargets virtualTargets;
  private final SegmentIndex index;
  private final TimeWindow window;

  SegmentAnalyzer(
      PipelineSettings settings, Aliases aliases, TimeWindow window, Telemetry telemetry) {
    this.entries = new EntryAnalysis(aliases);
    this.exits = new ExitAnalysis(aliases, settings.componentsWithoutAddress());
    this.virtualTargets = new VirtualTargets(settings.slow());
    this.index = new SegmentIndex(settings, telemetry);
    this.window = window;
  }

  void analyze(Worker worker, Segment segment, long nowMillis) {
    Scene scene = new Scene(worker, segment, nowMillis);
    List<Span> spans = segment.spans();
    for (int i = 0; i < spans.size(); i++) {
      Span span = spans.get(i);
      if (!span.skipAnalysis() && window.admits(span.startMillis(), nowMillis)) {
        analyze(scene, span);
      }
    }
    index.add(scene);
  }

  private void analyze(Scene scene, Span span) {
    scene.worker().observe(span.startMillis(), span.durationMillis(), !span.error());
    switch (span.type()) {
      case ENTRY -> entries.analyze(scene, span);
      case EXIT -> {
        exits.analyze(scene, span);
        EntryAnalysis.relateEndpoints(scene, span);
      }
      case LOCAL -> EntryAnalysis.relateEndpoints(scene, span);
    }
    virtualTargets.analyze(scene, span);
    LogicEndpoint.analyze(scene, span);
  }
}
