// SPDX-License-Identifier: Apache-2.0
package orrery.ui;

import java.net.InetAddress;
import java.net.URI;
import java.net.UnknownHostException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashSet;
import java.util.List;

/**
 * The addresses of OAP servers, where a name stands for several: a Kubernetes service without a
 * cluster address, for one, answers with an address per pod.
 */
final class Addresses {
  /** More answers of a name than that are left out. */
  static final int MAX_PER_NAME = 64;

  private final List<URI> configured;
  private final Resolver resolver;

  /** Asks for all addresses of a host. */
  @FunctionalInterface
  interface Resolver {
    InetAddress[] resolve(String host) throws UnknownHostException;
  }

  Addresses(List<URI> configured, Resolver resolver) {
    this.configured = List.copyOf(configured);
    this.resolver = resolver;
  }

  List<URI> configured() {
    return configured;
  }

  /** Whether asking again may find others. */
  boolean canChange() {
    return configured.stream().anyMatch(Addresses::isName);
  }

  /**
   * All there are now, each once. A name with one answer stays a name, and so does one that nobody
   * knows at the moment, and every name behind https, since certificates are made out to names.
   * Blocks on the resolver.
   */
  List<URI> resolve() {
    LinkedHashSet<URI> found = new LinkedHashSet<>();
    for (URI address : configured) {
      found.addAll(isName(address) ? answers(address) : List.of(address));
    }
    return List.copyOf(found);
  }

  private List<URI> answers(URI address) {
    InetAddress[] answers;
    try {
      answers = resolver.resolve(address.getHost());
    } catch (UnknownHostException _) {
      return List.of(address); // asking there fails with the name in the message
    }
    if (answers.length < 2) {
      return List.of(address);
    }
    List<URI> all = new ArrayList<>();
    Arrays.stream(answers)
        .map(InetAddress::getHostAddress)
        .sorted()
        .limit(MAX_PER_NAME)
        .forEach(host -> all.add(withHost(address, host)));
    return all;
  }

  private static boolean isName(URI address) {
    String host = address.getHost();
    boolean literal = host.startsWith("[") || host.matches("[0-9.]+");
    return !literal && !host.equals("localhost") && "http".equals(address.getScheme());
  }

  private static URI withHost(URI address, String host) {
    String port = address.getPort() < 0 ? "" : ":" + address.getPort();
    String literal = host.contains(":") ? "[" + host.replaceFirst("%.*", "") + "]" : host;
    return URI.create(address.getScheme() + "://" + literal + port + address.getRawPath());
  }
}
