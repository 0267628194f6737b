// SPDX-License-Identifier: Apache-2.0
package orrery.store.elasticsearch;

import java.util.regex.Matcher;
import java.util.regex.Pattern;
import orrery.model.Fault;
import orrery.store.elasticsearch.HttpNodes.Answer;
import orrery.store.elasticsearch.HttpNodes.Call;
import tools.jackson.databind.JsonNode;

/**
 * What answers, and of which version.
 *
 * @param name {@code Elasticsearch} or {@code OpenSearch}
 */
record Product(String name, String version) {
  private static final Pattern NUMBERS = Pattern.compile("(\\d+)\\.(\\d+).*");
  private static final int OLDEST_MAJOR = 7;
  private static final int OLDEST_MINOR = 17;

  /**
   * Asks.
   *
   * @throws Fault.Invalid when it is none that works
   */
  static Product detect(Requests requests) {
    // minimal distributions of 8 and 9 have no front page
    Answer front = requests.ask(Call.of("GET", "/"), 404, 405);
    Product product = front.isGood() ? ofFrontPage(Json.tree(front.body())) : ofNode(requests);
    product.check();
    return product;
  }

  private static Product ofFrontPage(JsonNode page) {
    JsonNode version = page.path("version");
    boolean openSearch = version.path("distribution").asString("").equals("opensearch");
    return new Product(
        openSearch ? "OpenSearch" : "Elasticsearch", version.path("number").asString(""));
  }

  private static Product ofNode(Requests requests) {
    JsonNode nodes =
        Json.tree(
                requests
                    .ask(Call.of("GET", "/_nodes/_local/os?filter_path=nodes.*.version"))
                    .body())
            .path("nodes");
    return new Product(
        "Elasticsearch",
        nodes.isEmpty() ? "" : nodes.iterator().next().path("version").asString(""));
  }

  private void check() {
    Matcher numbers = NUMBERS.matcher(version);
    if (!numbers.matches()) {
      throw new Fault.Invalid(
          "what answers is neither Elasticsearch nor OpenSearch; check"
              + " SW_STORAGE_ES_CLUSTER_NODES");
    }
    int major = Integer.parseInt(numbers.group(1));
    int minor = Integer.parseInt(numbers.group(2));
    boolean old =
        name.equals("OpenSearch")
            ? major < 2
            : major < OLDEST_MAJOR || (major == OLDEST_MAJOR && minor < OLDEST_MINOR);
    if (old) {
      throw new Fault.Invalid(
          this + " is too old; Orrery needs Elasticsearch 7.17, 8, 9 or OpenSearch 2, 3");
    }
  }

  @Override
  public String toString() {
    return name + " " + version;
  }
}
