// SPDX-License-Identifier: Apache-2.0
package orrery.aggregate;

import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;
import orrery.store.CatalogEntry;
import orrery.store.CatalogKind;
import orrery.store.EntityKey;

/**
 * Something metrics are about: a service, instance, endpoint, relation or address. Made once by
 * {@link Entities} (keys cost a hash each) and shared by all workers; compared by identity.
 *
 * <p>Being made does not put it into the catalogue; being {@linkplain Worker#sight sighted} does.
 */
public final class Entity {
  private final CatalogKind kind;
  private final EntityKey key;
  private final long catalogKey;
  private final String id;
  private final String name;
  private final @Nullable Entity owner;

  /** What was last sighted, and when: lets workers skip what is known already. Races are benign. */
  private volatile long sighted;

  // the committer's thread alone
  private final Map<String, String> attributes = new TreeMap<>();
  private final Set<String> news = new TreeSet<>();
  private final Set<String> told = new TreeSet<>();
  private long seenMillis;
  private long writtenMillis;
  private boolean changed = true;
  private boolean tellsAgain;
  private boolean loaded;

  Entity(Identity identity, @Nullable Entity owner, Map<String, String> attributes) {
    this.kind = identity.kind;
    this.key = identity.key;
    this.catalogKey = identity.catalogKey;
    this.id = identity.id;
    this.name = identity.name;
    this.owner = owner;
    this.attributes.putAll(attributes);
  }

  /**
   * @param catalogKey names the catalogue entry; differs from the entity's key for relations, which
   *     have an entry for each side
   */
  record Identity(CatalogKind kind, EntityKey key, long catalogKey, String id, String name) {}

  public CatalogKind kind() {
    return kind;
  }

  /** Its name in rows. */
  public EntityKey key() {
    return key;
  }

  /** SkyWalking's id. */
  public String id() {
    return id;
  }

  /** As people know it; may be shorter than what was reported. */
  public String name() {
    return name;
  }

  /** The service it belongs to; itself for a service. */
  public Entity service() {
    return owner == null ? this : owner;
  }

  /** Whether a sighting tells anything new: each kind of detail counts once a minute. */
  boolean isNews(long minute, int detail) {
    long now = (minute << 16) | (detail & 0xffff);
    if (sighted == now) {
      return false;
    }
    sighted = now;
    return true;
  }

  /** Likewise, but of several components only a lower one tells anything new within a minute. */
  boolean isNewsOfRelation(long minute, int component) {
    long known = sighted;
    int lowest = (int) (known & 0xffff);
    boolean lower = component != 0 && (lowest == 0 || component < lowest);
    if (known >>> 16 == minute && !lower) {
      return false;
    }
    sighted = (minute << 16) | (lower ? component & 0xffff : lowest);
    return true;
  }

  void see(Worker.Sighting sighting) {
    seenMillis = Math.max(seenMillis, sighting.seenMillis());
    sighting
        .attributes()
        .forEach((attribute, value) -> {
          if (merge(attribute, value)) {
            changed = true;
            news.add(attribute);
          }
        });
  }

  /**
   * Takes over what the catalogue knows from other processes, earlier or alive; only what was heard
   * since the last writing wins.
   */
  void load(@Nullable CatalogEntry entry) {
    loaded = true;
    if (entry == null) {
      return;
    }
    entry
        .attributes()
        .forEach((attribute, value) -> {
          if (adds(attribute)) {
            merge(attribute, value);
          } else if (!news.contains(attribute)) {
            attributes.put(attribute, value);
          }
        });
  }

  /** Whether what was new in the last writing is not in the catalogue's entry. */
  boolean isLostIn(CatalogEntry entry) {
    for (String attribute : told) {
      String stored = entry.attributes().get(attribute);
      String mine = attributes.getOrDefault(attribute, "");
      if (!joined(attribute, stored, mine).equals(stored)) {
        return true;
      }
    }
    return false;
  }

  /** What was new in the last writing is to be written again. */
  void tellAgain() {
    news.addAll(told);
    changed = true;
    tellsAgain = true;
  }

  boolean needsLoading() {
    return !loaded
        && switch (kind) {
          case SERVICE, INSTANCE, SERVICE_RELATION, INSTANCE_RELATION, ENDPOINT_RELATION -> true;
          case ENDPOINT, ADDRESS_ALIAS, INTERNAL -> false;
        };
  }

  boolean needsWriting() {
    return changed || seenMillis - writtenMillis >= refreshMillis();
  }

  CatalogEntry entry() {
    return new CatalogEntry(kind, catalogKey, key.owner(), name, attributes, seenMillis);
  }

  long catalogKey() {
    return catalogKey;
  }

  /**
   * It is in the catalogue.
   *
   * @param alone whether nobody else can change that
   * @return whether to look again, {@link #isLostIn} it: where it held something new, but not twice
   *     for the same, as two that disagree would go on for ever
   */
  boolean written(boolean alone) {
    writtenMillis = seenMillis;
    changed = false;
    told.clear();
    told.addAll(news);
    news.clear();
    loaded &= alone;
    boolean again = !alone && !told.isEmpty() && !tellsAgain;
    tellsAgain = false;
    return again;
  }

  /** Whether all processes' words about it add up; else the last one holds. */
  private static boolean adds(String attribute) {
    return attribute.equals("layers") || attribute.equals("component");
  }

  private long refreshMillis() {
    return switch (kind) {
      case SERVICE, INSTANCE -> 60_000;
      case ENDPOINT,
          SERVICE_RELATION,
          INSTANCE_RELATION,
          ENDPOINT_RELATION,
          ADDRESS_ALIAS,
          INTERNAL ->
          600_000;
    };
  }

  private boolean merge(String attribute, String value) {
    String old = attributes.get(attribute);
    String merged = joined(attribute, old, value);
    if (merged.equals(old)) {
      return false;
    }
    attributes.put(attribute, merged);
    return true;
  }

  private static String joined(String attribute, @Nullable String old, String value) {
    return switch (attribute) {
      case "layers" -> Attributes.union(old, value);
      case "component" -> Attributes.lowerComponent(old, value);
      default -> value;
    };
  }

  @Override
  public String toString() {
    return kind + " " + name;
  }
}
