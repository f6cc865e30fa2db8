// .NET has types of these names; here they are the virtual board's, so that the firmware's sources find its flash, its
// sockets, its AES, its threads and its time.
global using Aes = Kiosk.Board.Aes;
global using AutoResetEvent = Kiosk.Board.AutoResetEvent;
global using CipherMode = Kiosk.Board.CipherMode;
global using Environment = Kiosk.Board.Environment;
global using File = Kiosk.Board.File;
global using FileStream = Kiosk.Board.FileStream;
global using Socket = Kiosk.Board.Socket;
global using Thread = Kiosk.Board.Thread;
