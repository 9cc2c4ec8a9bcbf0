package io.nagare.bench.operators;

import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.State;

/**
 * The data of the game that Shakespeare plays: the words, the scores of the letters and the number of pieces with each.
 * It also has the small functions that all pipelines use. It follows the benchmark that José Paumard devised for
 * comparing streams.
 */
@State(Scope.Benchmark)
public class Scrabble {

    private static final int[] SCORES = {
        1, 3, 3, 2, 1, 4, 2, 4, 1, 8, 5, 1, 3, 1, 1, 3, 10, 1, 1, 1, 1, 4, 4, 8, 4, 10
    };
    private static final int[] AVAILABLE = {
        9, 2, 2, 1, 12, 2, 3, 2, 9, 1, 1, 4, 2, 6, 8, 2, 1, 6, 4, 6, 4, 2, 2, 1, 2, 1
    };
    private static final int BLANKS = 2;

    private final Set<String> allowed;
    private final List<String> used;

    /** Makes the whole game. */
    public Scrabble() {
        Words words = new Words();
        allowed = words.allowed();
        used = words.used();
    }

    List<String> words() {
        return used;
    }

    boolean isAllowed(String word) {
        return allowed.contains(word);
    }

    static Iterable<Integer> letters(String word) {
        return () -> word.chars().iterator();
    }

    static int letterAt(String word, int index) {
        return word.charAt(index);
    }

    static int score(int letter) {
        return SCORES[letter - 'a'];
    }

    /** The score of a letter with its count in a word, as far as there are pieces with it. */
    static int score(Map.Entry<Integer, Count> letter) {
        return score(letter.getKey()) * Math.min(letter.getValue().count, AVAILABLE[letter.getKey() - 'a']);
    }

    /** The number of blanks that a letter with its count in a word needs. */
    static int blanks(Map.Entry<Integer, Count> letter) {
        return Math.max(0, letter.getValue().count - AVAILABLE[letter.getKey() - 'a']);
    }

    static boolean isEnoughFor(int blanks) {
        return blanks <= BLANKS;
    }

    /** The bonus for a word of seven letters. */
    static int bonus(String word) {
        return word.length() == 7 ? 50 : 0;
    }

    /** Both places of the bonus for a double letter score the same. */
    static int total(String word, int sum) {
        return 2 * sum + bonus(word);
    }

    static Map<Integer, Count> histogram() {
        return new HashMap<>();
    }

    static void count(Map<Integer, Count> histogram, Integer letter) {
        Count count = histogram.get(letter);
        if (count == null) {
            count = new Count();
            histogram.put(letter, count);
        }
        count.count++;
    }

    static TreeMap<Integer, List<String>> table() {
        return new TreeMap<>(Collections.reverseOrder());
    }

    static void enter(TreeMap<Integer, List<String>> table, Integer score, String word) {
        table.computeIfAbsent(score, none -> new ArrayList<>()).add(word);
    }

    /** A number that can be counted up. */
    static final class Count {

        private int count;
    }
}
