/** A program that is a module, as docs/modules.md says. */
module consumer {
    requires io.nagare.net;
}
