package io.nagare.site;

import static org.junit.jupiter.api.Assertions.assertEquals;

import org.junit.jupiter.api.Test;

/** Anchors are those that GitHub makes. */
class SlugsTest {

    @Test
    void marksAreLeftOutAndSpacesBecomeHyphens() {
        assertEquals("which-operator-do-i-need", Slugs.of("Which operator do I need?"));
        assertEquals("a-flux-in-nagare-and-one", Slugs.of("A `Flux` in Nagare, and `One`"));
        assertEquals("io_uring", Slugs.of("io_uring"));
        assertEquals("read--write", Slugs.of("Read / write"));
        assertEquals("what-isnt", Slugs.of("What isn't"));
        assertEquals("流れ", Slugs.of("流れ"));
    }

    @Test
    void aSecondHeadingOfTheSameNameGetsANumber() {
        Slugs slugs = new Slugs();
        assertEquals("time", slugs.next("Time"));
        assertEquals("time-1", slugs.next("Time"));
        assertEquals("time-2", slugs.next("time"));
        assertEquals("rate", slugs.next("Rate"));
    }
}
