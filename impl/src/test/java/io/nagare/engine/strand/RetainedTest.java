package io.nagare.engine.strand;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class RetainedTest {

    private static final int MANY = 1000;

    /** Equal to every other resource, but not identical. */
    private static final class Resource implements AutoCloseable {

        @Override
        public void close() {}

        @Override
        public boolean equals(Object other) {
            return other instanceof Resource;
        }

        @Override
        public int hashCode() {
            return 1;
        }
    }

    private static List<Resource> added(int count) {
        List<Resource> resources = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            Resource resource = new Resource();
            Retained.add(resource);
            Retained.add(resource);
            resources.add(resource);
        }
        return resources;
    }

    @Test
    void eachIsKnownByItself() {
        int before = Retained.size();
        List<Resource> resources = added(MANY);
        assertTrue(resources.stream().allMatch(Retained::contains));
        assertFalse(Retained.contains(new Resource()));
        Retained.add("no resource");
        assertTrue(Retained.size() <= before + MANY);
        assertEquals(MANY, resources.size());
    }

    @Test
    void thoseThatHaveGoneAreForgotten() {
        added(MANY);
        int most = Retained.size();
        for (int i = 0; i < 100 && Retained.size() > most / 2; i++) {
            System.gc();
            added(1);
        }
        assertTrue(Retained.size() <= most / 2, () -> Retained.size() + " of " + most);
    }
}
