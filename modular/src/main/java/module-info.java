/** A program that knows the language alone. */
module io.nagare.modular {
    requires io.nagare.api;
}
