/// The version of the program, as `augment --version` prints it and `manifest.json` records it.
public let augmentVersion = "0.1.0"
