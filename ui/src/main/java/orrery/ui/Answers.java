// SPDX-License-Identifier: Apache-2.0
package orrery.ui;

import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import orrery.http.ErrorAnswers;
import orrery.http.JsonText;
import orrery.model.HttpAnswer;

/** The answers the UI makes up itself. */
final class Answers {
  private Answers() {}

  static HttpAnswer noServer(List<String> failures) {
    return ErrorAnswers.of(
        502,
        "No OAP server answers: "
            + String.join("; ", failures)
            + ". Check SW_OAP_ADDRESS and that the servers run.");
  }

  static HttpAnswer about(String version, Map<String, String> addresses) {
    String entries =
        addresses.entrySet().stream()
            .map(e -> JsonText.quote(e.getKey()) + ":" + JsonText.quote(e.getValue()))
            .collect(Collectors.joining(","));
    return HttpAnswer.json(
        200, "{\"version\":" + JsonText.quote(version) + ",\"addresses\":{" + entries + "}}");
  }
}
