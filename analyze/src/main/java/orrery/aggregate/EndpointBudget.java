// SPDX-License-Identifier: Apache-2.0
package orrery.aggregate;

import java.util.HashSet;
import java.util.List;
import java.util.Set;
import orrery.store.CatalogEntry;

/**
 * Which endpoints of one service are kept under their own names. Outlives the entities themselves,
 * and a restart: what the catalogue has is loaded soon after a service first shows up. What arrives
 * before that is admitted against an empty budget, so a restart may overshoot once, by a tick's
 * worth of new names.
 */
final class EndpointBudget {
  private final int maxNames;
  private final int maxTemplates;
  private final Set<Long> names = new HashSet<>();
  private final Set<String> templates = new HashSet<>();
  private final Set<Long> usedNames = new HashSet<>();
  private final Set<String> usedTemplates = new HashSet<>();
  private int generation;

  EndpointBudget(int maxNames, int maxTemplates) {
    this.maxNames = maxNames;
    this.maxTemplates = maxTemplates;
  }

  boolean admitsName(long key) {
    boolean admitted = names.contains(key) || (names.size() < maxNames && names.add(key));
    if (admitted) {
      usedNames.add(key);
    }
    return admitted;
  }

  boolean admitsTemplate(String template) {
    boolean admitted =
        templates.contains(template)
            || (templates.size() < maxTemplates && templates.add(template));
    if (admitted) {
      usedTemplates.add(template);
    }
    return admitted;
  }

  /** Whether this is the first use in a generation; the caller loads then. */
  boolean needsLoading(int currentGeneration) {
    boolean first = generation != currentGeneration;
    generation = currentGeneration;
    if (first) {
      usedNames.clear();
      usedTemplates.clear();
    }
    return first;
  }

  boolean isUnusedSince(int oldGeneration) {
    return generation < oldGeneration;
  }

  /**
   * Another process keeps this endpoint, so this one does too, and has less left of its own budget.
   * A name that does not fit any more was a template to the other, or came at the same moment.
   */
  void learn(CatalogEntry endpoint) {
    boolean template = endpoint.name().contains(EndpointTemplate.ID);
    if (!template && (names.contains(endpoint.key()) || names.size() < maxNames)) {
      names.add(endpoint.key());
    } else if (templates.size() < 2L * maxTemplates) {
      templates.add(endpoint.name());
    }
  }

  /** The catalogue's answer: what it forgot and nobody used since makes room. */
  void load(List<CatalogEntry> endpoints) {
    names.clear();
    names.addAll(usedNames);
    templates.clear();
    templates.addAll(usedTemplates);
    for (CatalogEntry endpoint : endpoints) {
      if (endpoint.name().contains(EndpointTemplate.ID) && templates.size() < maxTemplates) {
        templates.add(endpoint.name());
      } else if (names.size() < maxNames) {
        names.add(endpoint.key());
      }
    }
  }
}
