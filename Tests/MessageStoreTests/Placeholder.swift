// Here the tests of the store begin.
