// Plays a case in its element of the class play.
"use strict";
