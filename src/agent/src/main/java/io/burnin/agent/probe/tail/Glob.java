package io.burnin.agent.probe.tail;

import java.io.File;
import java.io.IOException;
import java.nio.file.DirectoryIteratorException;
import java.nio.file.DirectoryStream;
import java.nio.file.FileSystems;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.NoSuchFileException;
import java.nio.file.NotDirectoryException;
import java.nio.file.Path;
import java.nio.file.PathMatcher;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;

/**
 * The files of an absolute pattern with {@code *}, {@code ?}, {@code [..]} and {@code **}. Only folders that can hold a match
 * are looked into.
 */
public final class Glob {

    private static final String WILD = "*?[{";

    private final String pattern;
    private final Path base;
    private final List<Part> parts;

    private Glob(String pattern, Path base, List<Part> parts) {
        this.pattern = pattern;
        this.base = base;
        this.parts = List.copyOf(parts);
    }

    public static Glob of(String pattern) {
        String portable = File.separatorChar == '\\' ? pattern.replace('\\', '/') : pattern;
        String[] names = portable.split("/");
        var fixed = new StringBuilder();
        int next = 0;
        while (next < names.length && !isWild(names[next])) {
            fixed.append(next == 0 ? "" : "/").append(names[next++]);
        }
        var parts = new ArrayList<Part>();
        for (; next < names.length; next++) {
            parts.add(Part.of(names[next]));
        }
        return new Glob(pattern, Path.of(fixed.isEmpty() ? "/" : fixed.toString()), parts);
    }

    /** The longest path without a wildcard: a folder, or the file itself if there is none. */
    public Path base() {
        return base;
    }

    public boolean isLiteral() {
        return parts.isEmpty();
    }

    /** Whether every match lies directly in {@link #base}. */
    public boolean isFlat() {
        return parts.size() == 1 && !parts.getFirst().deep();
    }

    /** What matches now, sorted by path; nothing if the folder does not exist. */
    public List<Path> list() throws IOException {
        if (parts.isEmpty()) {
            return Files.exists(base) ? List.of(base) : List.of();
        }
        var found = new ArrayList<Path>();
        try {
            collect(base, 0, found);
        } catch (DirectoryIteratorException e) {
            throw e.getCause();
        }
        Collections.sort(found);
        return found;
    }

    private void collect(Path folder, int depth, List<Path> found) throws IOException {
        Part part = parts.get(depth);
        boolean last = depth == parts.size() - 1;
        if (part.deep() && !last) {
            collect(folder, depth + 1, found);
        }
        try (DirectoryStream<Path> entries = Files.newDirectoryStream(folder)) {
            for (Path entry : entries) {
                if (part.deep()) {
                    if (Files.isDirectory(entry, LinkOption.NOFOLLOW_LINKS)) {
                        collect(entry, depth, found);
                    } else if (last) {
                        found.add(entry);
                    }
                } else if (part.matches(entry)) {
                    if (last) {
                        found.add(entry);
                    } else {
                        collect(entry, depth + 1, found);
                    }
                }
            }
        } catch (NoSuchFileException | NotDirectoryException gone) {
            // Nothing of that name, or gone while we looked: no match in here.
            return;
        }
    }

    private static boolean isWild(String name) {
        return name.chars().anyMatch(c -> WILD.indexOf(c) >= 0);
    }

    @Override
    public String toString() {
        return pattern;
    }

    /** One name of the pattern; {@code deep} is {@code **}. */
    private record Part(PathMatcher matcher, boolean deep) {

        static Part of(String name) {
            return new Part(FileSystems.getDefault().getPathMatcher("glob:" + name), name.equals("**"));
        }

        boolean matches(Path entry) {
            return matcher.matches(entry.getFileName());
        }
    }
}
