package io.nagare.bench.operators;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** A comparison is valid only if all libraries play the same game. */
class ScrabbleTest {

    private final Scrabble game = new Scrabble();

    @Test
    void theWordsAreAsManyAsInTheUsualGame() {
        assertEquals(29_165, game.words().size());
        assertEquals(14_277, game.words().stream().filter(game::isAllowed).count());
    }

    @Test
    void allLibrariesFindTheSameBestWords() {
        List<Map.Entry<Integer, List<String>>> best = new NagarePipelines().scrabble(game);
        assertEquals(3, best.size());
        assertTrue(best.get(0).getKey() > best.get(2).getKey(), best::toString);
        for (String library : List.of("nagare", "reactor", "rxjava", "mutiny")) {
            Pipelines pipelines = OperatorBenchmark.pipelines(library);
            assertEquals(best, pipelines.scrabble(game), library);
            assertEquals(best, pipelines.scrabbleOptimised(game), library + ", optimised");
        }
    }
}
