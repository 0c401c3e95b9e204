package io.burnin.agent.probe;

import io.burnin.agent.service.Services;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** Services whose processes come and go as a test says. The test's own process stands for each. */
final class ScriptedServices implements Services {

    private final Map<String, Tree> trees = new HashMap<>();
    private final Set<Incarnation> ordered = new HashSet<>();
    private final List<DeathListener> listeners = new ArrayList<>();
    private int incarnations;

    Incarnation runs(String service) {
        var root = new Incarnation(ProcessHandle.current().pid(), Instant.EPOCH.plusSeconds(++incarnations));
        trees.put(service, new Tree(root, List.of(root.pid())));
        return root;
    }

    /** It dies, and whoever asks for processes is the first to notice. */
    Incarnation vanishes(String service) {
        return trees.remove(service).root();
    }

    void dies(String service, boolean byOrder) {
        Incarnation root = vanishes(service);
        if (byOrder) {
            ordered.add(root);
        }
        listeners.forEach(listener -> listener.died(service, root, byOrder));
    }

    @Override
    public Optional<Tree> tree(String service) {
        return Optional.ofNullable(trees.get(service));
    }

    @Override
    public List<Living> living(String service) {
        return tree(service).stream()
                .map(tree -> new Living(tree.root().pid(), 1, tree.root().startedAt(), List.of(service)))
                .toList();
    }

    @Override
    public boolean wasEndedByOrder(Incarnation incarnation) {
        return ordered.contains(incarnation);
    }

    @Override
    public boolean isReady(String service) {
        return trees.containsKey(service);
    }

    @Override
    public void onDeath(DeathListener listener) {
        listeners.add(listener);
    }

    @Override
    public Map<String, String> start(String service, String origin, Optional<Duration> within) {
        throw notHere();
    }

    @Override
    public Map<String, String> stop(String service, String origin, Optional<Duration> within) {
        throw notHere();
    }

    @Override
    public Map<String, String> kill(String service, String origin, Optional<Duration> within) {
        throw notHere();
    }

    @Override
    public Map<String, String> pause(String service, String origin, Duration hold) {
        throw notHere();
    }

    @Override
    public Map<String, String> ensure(String service, String origin, Optional<Duration> within) {
        throw notHere();
    }

    @Override
    public void remember(Set<String> services) {
        throw notHere();
    }

    @Override
    public List<String> restore() {
        throw notHere();
    }

    @Override
    public void close() {
        listeners.clear();
    }

    private static UnsupportedOperationException notHere() {
        return new UnsupportedOperationException("probes order nothing");
    }
}
