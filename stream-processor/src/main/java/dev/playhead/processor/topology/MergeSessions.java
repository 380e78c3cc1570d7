// SPDX-FileCopyrightText: The Playhead authors
// SPDX-License-Identifier: Apache-2.0
package dev.playhead.processor.topology;

import dev.playhead.processor.lifecycle.DrainAwareClock;
import dev.playhead.processor.marker.Entry;
import dev.playhead.processor.marker.EntryKey;
import dev.playhead.processor.row.MemberRow;
import dev.playhead.processor.row.SessionRow;
import dev.playhead.processor.session.Cuts;
import dev.playhead.processor.session.Member;
import dev.playhead.processor.session.MemberId;
import dev.playhead.processor.session.Variant;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.stream.Collectors;
import org.apache.avro.specific.SpecificRecord;
import org.apache.kafka.common.utils.Bytes;
import org.apache.kafka.streams.StreamsConfig;
import org.apache.kafka.streams.processor.PunctuationType;
import org.apache.kafka.streams.processor.Punctuator;
import org.apache.kafka.streams.processor.api.Processor;
import org.apache.kafka.streams.processor.api.ProcessorContext;
import org.apache.kafka.streams.processor.api.Record;
import org.jspecify.annotations.Nullable;

/**
 * Joins each record into its session, and publishes at once what concerns the record alone: references and timeline
 * entries. What concerns the whole session is noted as due, and done by {@link DueSummaries} and
 * {@link DueTransitions}.
 *
 * <p>Nothing is skipped because it was seen before: an output that was lost on the way is mended by the next duplicate.
 */
final class MergeSessions implements Processor<String, Arrival, String, SpecificRecord> {

    private static final Duration LIFECYCLE_INTERVAL = Duration.ofSeconds(1);
    private static final Duration PARTS_INTERVAL = Duration.ofMinutes(1);

    /** The rounds of so many tasks are spread over an interval. */
    private static final int STAGGERED_TASKS = 16;

    private final Set<String> inputs;
    private final SessionSettings settings;
    private final Backlog backlog;
    private final ProcessorMetrics metrics;

    @SuppressWarnings("NullAway.Init") // Streams calls init before anything else
    private ProcessorContext<String, SpecificRecord> context;

    @SuppressWarnings("NullAway.Init")
    private DrainAwareClock clock;

    @SuppressWarnings("NullAway.Init")
    private SessionStores stores;

    @SuppressWarnings("NullAway.Init")
    private Publisher publisher;

    @SuppressWarnings("NullAway.Init")
    private ToldMarkers told;

    @SuppressWarnings("NullAway.Init")
    private Tallies tallies;

    @SuppressWarnings("NullAway.Init")
    private Excess excess;

    /** @param inputs names of the topics that records come from */
    MergeSessions(Set<String> inputs, SessionSettings settings, Backlog backlog, ProcessorMetrics metrics) {
        this.inputs = inputs;
        this.settings = settings;
        this.backlog = backlog;
        this.metrics = metrics;
    }

    @Override
    public void init(ProcessorContext<String, SpecificRecord> context) {
        this.context = context;
        clock = new DrainAwareClock(settings.lifecycle().settledAfter());
        stores = SessionStores.of(context);
        publisher = new Publisher(context);
        told = new ToldMarkers();
        tallies = new Tallies(stores);
        excess = new Excess(stores, settings.limits(), publisher, metrics);
        SummarySchedule summaries = settings.summaries();
        schedule(
                summaries.interval(),
                new DueSummaries(
                        stores, settings.limits(), excess, publisher, told, tallies, metrics, summaries.maxPerRound()));
        int maxDeadlines = settings.lifecycle().maxPerRound();
        schedule(PARTS_INTERVAL, new DueParts(stores, maxDeadlines));
        schedule(
                LIFECYCLE_INTERVAL,
                new DueTransitions(
                        stores,
                        settings.rules(),
                        clock,
                        this::inputsBehind,
                        publisher,
                        tallies,
                        metrics,
                        unsureFor(),
                        maxDeadlines));
    }

    /** Commits are looked for after each round: two rounds past the interval there was one. */
    private Duration unsureFor() {
        Map<String, Object> configs = context.appConfigs();
        if (StreamsConfig.EXACTLY_ONCE_V2.equals(configs.get(StreamsConfig.PROCESSING_GUARANTEE_CONFIG))) {
            return Duration.ZERO;
        }
        Object commitIntervalMs = Objects.requireNonNull(configs.get(StreamsConfig.COMMIT_INTERVAL_MS_CONFIG));
        return Duration.ofMillis((Long) commitIntervalMs)
                .plus(LIFECYCLE_INTERVAL)
                .multipliedBy(2);
    }

    /** A task's rounds begin a part of the interval after those of the task before it. */
    private void schedule(Duration interval, Punctuator round) {
        Duration delay = interval.multipliedBy(context.taskId().partition() % STAGGERED_TASKS)
                .dividedBy(STAGGERED_TASKS);
        Instant first = Instant.ofEpochMilli(context.currentSystemTimeMs())
                .plus(interval)
                .plus(delay);
        context.schedule(first, interval, PunctuationType.WALL_CLOCK_TIME, round);
    }

    private Set<String> inputsBehind() {
        int partition = context.taskId().partition();
        return inputs.stream()
                .filter(topic -> backlog.hasRecordsLeft(topic, partition))
                .collect(Collectors.toUnmodifiableSet());
    }

    @Override
    public void process(Record<String, Arrival> record) {
        Arrival arrival = record.value();
        byte[] hash = arrival.session().hash();
        @Nullable SessionRow known = stores.sessions().get(Bytes.wrap(hash));
        TrackedSession before = known == null ? null : SessionRows.fromRow(known);
        Map<Bytes, MemberChange> changedMembers = new HashMap<>();
        TrackedSession joined =
                (before == null ? arrival.alone() : before.merge(arrival.alone())).within(settings.limits());
        List<Admitted> admitted = admit(hash, arrival, joined.cuts(), changedMembers);
        TrackedSession merged = joined.with(cutsOf(admitted));
        boolean brings = !changedMembers.isEmpty() || !merged.equals(before);
        TrackedSession session = brings ? merged.with(merged.lifecycle().open()) : merged;

        clock.processed(DeadLetterBox.placeOf(context).topic(), arrival.receivedMs());
        if (!session.equals(before)) {
            stores.sessions().put(Bytes.wrap(hash), SessionRows.toRow(session));
        }
        tallies.change(hash, session, changedMembers.values());
        changedMembers.forEach((key, change) -> stores.members().put(key, change.after()));
        stores.askForSummary(hash);
        // a later deadline needs no entry of its own; where a record comes again, an earlier entry may have been lost
        long deadlineMs = session.deadlineMs(settings.rules());
        if (before == null || !brings || deadlineMs < before.deadlineMs(settings.rules())) {
            stores.lookAt(hash, deadlineMs);
        }
        if (before != null
                && before.lifecycle().closed()
                && !session.lifecycle().closed()) {
            metrics.sessionReopened();
        }
        excess.countViews(arrival.contribution().state(), session);
        admitted.forEach(variant -> publish(hash, variant, session, arrival, record.timestamp()));
    }

    /** @param cuts where the session is to be cut, as far as this member and those before it say */
    private record Admitted(Variant variant, Member.Admission admission, Cuts cuts) {}

    private static Cuts cutsOf(List<Admitted> admitted) {
        return admitted.isEmpty() ? Cuts.NONE : admitted.getLast().cuts();
    }

    /**
     * @param before where the session is cut already
     * @param changed where rows that are to be put are left, by key
     */
    private List<Admitted> admit(byte[] hash, Arrival arrival, Cuts before, Map<Bytes, MemberChange> changed) {
        List<Admitted> admitted = new ArrayList<>();
        Cuts cuts = before;
        for (Variant variant : arrival.contribution().variants()) {
            Bytes key = Bytes.wrap(StoreKeys.member(hash, variant.id()));
            @Nullable MemberChange change = changed.get(key);
            @Nullable MemberRow stored = change == null ? stores.members().get(key) : change.before();
            @Nullable MemberRow known = change == null ? stored : change.after();
            Member.Admission admission =
                    Member.admit(known == null ? null : MemberRows.fromRow(known), variant, arrival.receivedMs());
            // what one member alone has too much of is cut before it is stored, so that no row is ever too large
            cuts = cuts.merge(Cuts.ofKeys(admission.member().keys(), settings.limits()));
            Member kept = admission.member().within(cuts);
            MemberRow row = MemberRows.toRow(kept);
            if (known == null ? !kept.isCutAway(cuts) : !row.equals(known)) {
                changed.put(key, new MemberChange(stored, row));
            }
            admitted.add(new Admitted(variant, admission, cuts));
        }
        return admitted;
    }

    private void publish(byte[] hash, Admitted admitted, TrackedSession session, Arrival arrival, long timestampMs) {
        Variant variant = admitted.variant();
        Member member = admitted.admission().member();
        for (EntryKey withdrawn : member.withdrawn()) {
            publisher.delete(withdrawn, session, timestampMs);
        }
        excess.withdraw(member, session, timestampMs);
        if (!admitted.admission().wins() || member.isBehind(session.cuts())) {
            return;
        }
        for (Entry entry : variant.entries()) {
            if (!session.cuts().keeps(entry.key())) {
                continue;
            }
            publisher.put(entry, member.firstReceivedMs(), session, timestampMs);
            told.putAgain(hash, session.received().anchorMs(), entry.key());
        }
        PlacedSegment segment = arrival.segment();
        if (segment != null && variant.id().kind() == MemberId.Kind.SEGMENT) {
            segment.refs(session.received().anchorMs(), member.firstReceivedMs())
                    .forEach(ref -> publisher.ref(ref, session, timestampMs));
        }
    }
}
