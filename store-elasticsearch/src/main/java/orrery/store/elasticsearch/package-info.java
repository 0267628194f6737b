// SPDX-License-Identifier: Apache-2.0
/**
 * The storage contract over the HTTP interface of Elasticsearch and OpenSearch. Nothing is used
 * that one of the supported versions, or a minimal distribution of one, lacks: no scripts, no
 * ingest pipelines, no updates or deletes by query, no life-cycle policies.
 */
@NullMarked
package orrery.store.elasticsearch;

import org.jspecify.annotations.NullMarked;
