package io.burnin.agent.schedule;

import io.burnin.agent.journal.Replay.OccurrenceKey;
import io.burnin.plan.Plan;
import io.burnin.plan.Profile;
import io.burnin.plan.Test;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** Every occurrence of a run, in order of time and numbered within its test; the same after each restart. */
final class Timetable {

    /**
     * @param at when it is due, after the schedule's begin
     * @param until when its continuous steps end
     * @param lateUntil it may begin late, but not after this: then the next that gets in its way is due, or its load would be over
     */
    record Entry(Test test, int number, Duration at, Duration until, Duration lateUntil) {

        OccurrenceKey key() {
            return new OccurrenceKey(test.name(), number);
        }
    }

    private final List<Entry> entries;

    private Timetable(List<Entry> entries) {
        this.entries = List.copyOf(entries);
    }

    /** @param only the tests that are wanted; empty for all */
    static Timetable of(Plan plan, List<String> only) {
        List<Profile.Planned> planned = plan.profile().timetable().stream()
                .filter(start -> only.isEmpty() || only.contains(start.test()))
                .toList();
        Duration end = plan.profile().duration();
        Map<String, Integer> numbers = new HashMap<>();
        var entries = new ArrayList<Entry>();
        for (int i = 0; i < planned.size(); i++) {
            Profile.Planned start = planned.get(i);
            Test test = plan.tests().get(start.test());
            Duration until = min(start.length().map(start.at()::plus).orElse(end), end);
            Duration room = nextInTheWay(plan, test, planned.subList(i + 1, planned.size()), end);
            entries.add(
                    new Entry(test, numbers.merge(test.name(), 1, Integer::sum), start.at(), until, min(room, until)));
        }
        return new Timetable(entries);
    }

    List<Entry> entries() {
        return entries;
    }

    private static Duration nextInTheWay(Plan plan, Test test, List<Profile.Planned> later, Duration end) {
        return later.stream()
                .filter(start -> start.test().equals(test.name())
                        || disturbSame(plan.tests().get(start.test()).disturbs(), test.disturbs()))
                .map(Profile.Planned::at)
                .findFirst()
                .orElse(end);
    }

    private static boolean disturbSame(Set<String> some, Set<String> others) {
        return !Collections.disjoint(some, others);
    }

    private static Duration min(Duration one, Duration other) {
        return one.compareTo(other) <= 0 ? one : other;
    }
}
