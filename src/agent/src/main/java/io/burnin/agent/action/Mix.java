package io.burnin.agent.action;

import io.burnin.plan.Step.Flow;
import java.util.List;

/** Which flow an arrival takes: each as often as its weight says, exactly, and spread as evenly as can be. */
final class Mix {

    private final List<Flow> flows;
    private final int[] cycle;
    private final int offset;

    Mix(List<Flow> flows, Seed seed) {
        this.flows = List.copyOf(flows);
        this.cycle = spread(flows.stream().mapToInt(Flow::weight).toArray());
        this.offset = seed.random().nextInt(cycle.length);
    }

    /** @param n counts from 1 */
    Flow of(long n) {
        return flows.get(cycle[(int) ((n + offset) % cycle.length)]);
    }

    /** Each place goes to whoever is furthest behind its share. */
    private static int[] spread(int[] weights) {
        int divisor = 0;
        for (int weight : weights) {
            divisor = commonDivisor(divisor, weight);
        }
        int total = 0;
        for (int i = 0; i < weights.length; i++) {
            weights[i] /= Math.max(1, divisor);
            total = Math.addExact(total, weights[i]);
        }
        int[] cycle = new int[total];
        long[] credit = new long[weights.length];
        for (int place = 0; place < total; place++) {
            int next = 0;
            for (int i = 0; i < weights.length; i++) {
                credit[i] += weights[i];
                next = credit[i] > credit[next] ? i : next;
            }
            credit[next] -= total;
            cycle[place] = next;
        }
        return cycle;
    }

    private static int commonDivisor(int a, int b) {
        return b == 0 ? a : commonDivisor(b, a % b);
    }
}
