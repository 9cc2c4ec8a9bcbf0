package io.nagare.engine.queue;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertTimeoutPreemptively;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

/** The intrusive list, compared with a list of the JDK. */
class IntrusiveQueueTest {

    private static final int MANY = 500_000;

    private static final class Element extends IntrusiveList.Member {}

    private final IntrusiveQueue<Element> queue = new IntrusiveQueue<>();

    private List<Element> added(int count) {
        List<Element> elements = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            Element element = new Element();
            elements.add(element);
            queue.add(element);
        }
        return elements;
    }

    @Test
    void membersComeOutInTheOrderInWhichTheyCame() {
        for (Element element : added(3)) {
            assertSame(element, queue.poll());
        }
        assertNull(queue.poll());
        assertEquals(0, queue.size());
    }

    @Test
    void anyMemberIsRemovedOnceAndMayComeAgain() {
        List<Element> elements = added(3);
        Element middle = elements.get(1);
        assertTrue(queue.remove(middle));
        assertFalse(queue.remove(middle));
        queue.add(middle);
        assertSame(elements.get(0), queue.poll());
        assertFalse(queue.remove(elements.get(0)));
        assertSame(elements.get(2), queue.poll());
        assertSame(middle, queue.poll());
    }

    @Test
    void doesWhatAListDoes() {
        Random random = new Random(1);
        List<Element> expected = added(10);
        List<Element> outside = new ArrayList<>();
        for (int i = 0; i < 100_000; i++) {
            int choice = random.nextInt(3);
            if (choice == 0 && !outside.isEmpty()) {
                Element element = outside.remove(random.nextInt(outside.size()));
                queue.add(element);
                expected.add(element);
            } else if (choice == 1 && !expected.isEmpty()) {
                Element element = expected.remove(random.nextInt(expected.size()));
                assertTrue(queue.remove(element));
                outside.add(element);
            } else if (!expected.isEmpty()) {
                Element first = expected.remove(0);
                assertSame(first, queue.poll());
                outside.add(first);
            }
            assertEquals(expected.size(), queue.size());
        }
    }

    /** If a removal looked at the other elements, this would take minutes. */
    @Test
    void removingTakesTheSameTimeHoweverManyThereAre() {
        List<Element> elements = added(MANY);
        assertTimeoutPreemptively(Duration.ofSeconds(20), () -> {
            for (int i = 0; i < MANY; i++) {
                assertTrue(queue.remove(elements.get((i + MANY / 2) % MANY)));
            }
        });
    }
}
