package io.nagare.site;

import java.util.IdentityHashMap;
import java.util.List;
import org.commonmark.node.AbstractVisitor;
import org.commonmark.node.Code;
import org.commonmark.node.HardLineBreak;
import org.commonmark.node.Node;
import org.commonmark.node.Paragraph;
import org.commonmark.node.SoftLineBreak;
import org.commonmark.node.Text;

/**
 * A page of Markdown.
 *
 * @param path its file, from the root of the checkout, with slashes
 * @param output the file that is made of it, from the root of the site
 * @param title the text of its first heading
 * @param document what was parsed
 * @param headings all its headings in order
 * @param anchors the anchor of each heading's node
 */
record Page(
        String path,
        String output,
        String title,
        Node document,
        List<Heading> headings,
        IdentityHashMap<Node, Heading> anchors) {

    boolean hasAnchor(String anchor) {
        return headings.stream().anyMatch(heading -> heading.anchor().equals(anchor));
    }

    /** Returns the text of the first paragraph, which describes the page, cut at a word. */
    String description() {
        for (Node node = document.getFirstChild(); node != null; node = node.getNext()) {
            if (node instanceof Paragraph) {
                String text = text(node).strip();
                int end = text.length() <= 160 ? text.length() : Math.max(1, text.lastIndexOf(' ', 160));
                return text.substring(0, end) + (end < text.length() ? " …" : "");
            }
        }
        return title;
    }

    /** Returns the file that is made of a page: a README is the index of its folder. */
    static String outputOf(String path) {
        String stem = path.substring(0, path.length() - ".md".length());
        return stem.equals("README") || stem.endsWith("/README")
                ? stem.substring(0, stem.length() - "README".length()) + "index.html"
                : stem + ".html";
    }

    /** Returns the text within a node, without marks. */
    static String text(Node node) {
        StringBuilder text = new StringBuilder();
        node.accept(new AbstractVisitor() {
            @Override
            public void visit(Text part) {
                text.append(part.getLiteral());
            }

            @Override
            public void visit(Code part) {
                text.append(part.getLiteral());
            }

            @Override
            public void visit(SoftLineBreak part) {
                text.append(' ');
            }

            @Override
            public void visit(HardLineBreak part) {
                text.append(' ');
            }
        });
        return text.toString();
    }

    /** Returns the line at which a node begins, counted from 1; of a node without a place, that of its parent. */
    static int line(Node node) {
        for (Node at = node; at != null; at = at.getParent()) {
            if (!at.getSourceSpans().isEmpty()) {
                return at.getSourceSpans().get(0).getLineIndex() + 1;
            }
        }
        return 0;
    }
}
