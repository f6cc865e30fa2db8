using Kiosk.Core.Display;

namespace Kiosk.Board;

/// <summary>
/// Reads a page of the small font: the cheapest way to explain its columns, from left to right, as blank columns and characters. Only an
/// exact match is a character; pixels left over are expensive; a character off the six-column step of the one before costs a little, a
/// change between light on dark and dark on light some more.
/// </summary>
internal static class SmallTextReader
{
    private const int Columns = TextFont.Columns;
    private const int Advance = TextFont.Advance;
    private const int NoStep = Advance;
    private const int Steps = Advance + 1;
    private const int States = Steps * 2;

    private const int CharacterCost = 2;
    private const int OffStepCost = 3;
    private const int NoGapCost = 20;
    private const int InvertCost = 12;
    private const int LeftOverCost = 100;

    private static readonly Dictionary<ulong, char> Characters = Build();

    internal static List<PanelCell> Read(ReadOnlySpan<byte> page)
    {
        if (!page.ContainsAnyExcept((byte)0))
        {
            return [];
        }

        int width = page.Length;
        int[] cost = new int[(width + 1) * States];
        Move[] moves = new Move[(width + 1) * States];
        Array.Fill(cost, int.MaxValue);
        cost[StateOf(NoStep, 0)] = 0;
        cost[StateOf(NoStep, 1)] = InvertCost;
        for (int column = 0; column < width; column++)
        {
            char light = CharacterAt(page, column, 0x00);
            char dark = CharacterAt(page, column, 0xFF);
            for (int state = 0; state < States; state++)
            {
                int soFar = cost[(column * States) + state];
                if (soFar != int.MaxValue)
                {
                    Extend(page, column, state, soFar, state < Steps ? light : dark, cost, moves);
                }
            }
        }

        return Trace(cost, moves, width);
    }

    private static void Extend(ReadOnlySpan<byte> page, int column, int state, int soFar, char character, int[] cost, Move[] moves)
    {
        int step = state % Steps;
        int inverse = state / Steps;
        byte ground = inverse == 0 ? (byte)0x00 : (byte)0xFF;

        if (page[column] == ground)
        {
            Offer(column, state, column + 1, state, soFar, default, cost, moves);
        }
        else
        {
            Offer(column, state, column + 1, StateOf(NoStep, inverse), soFar + LeftOverCost, PanelText.Unreadable, cost, moves);
        }

        // The other ground may begin at any column.
        int other = StateOf(NoStep, 1 - inverse);
        byte otherGround = (byte)~ground;
        if (page[column] == otherGround)
        {
            Offer(column, state, column + 1, other, soFar + InvertCost, default, cost, moves);
        }

        if (character != default)
        {
            int price = soFar + CharacterCost + (step == NoStep || step == column % Advance ? 0 : OffStepCost);
            int end = column + Columns;
            int next = StateOf(column % Advance, inverse);
            if (end == page.Length)
            {
                Offer(column, state, end, next, price, character, cost, moves);
            }
            else if (page[end] == ground)
            {
                Offer(column, state, end + 1, next, price, character, cost, moves);
            }
            else
            {
                Offer(column, state, end, next, price + NoGapCost, character, cost, moves);
            }
        }
    }

    private static char CharacterAt(ReadOnlySpan<byte> page, int column, byte ground) =>
        column + Columns <= page.Length ? Characters.GetValueOrDefault(KeyOf(page.Slice(column, Columns), ground)) : default;

    private static void Offer(int from, int fromState, int to, int toState, int price, char character, int[] cost, Move[] moves)
    {
        int at = (to * States) + toState;
        if (price < cost[at])
        {
            cost[at] = price;
            moves[at] = new Move(from, fromState, character);
        }
    }

    private static List<PanelCell> Trace(int[] cost, Move[] moves, int width)
    {
        int state = 0;
        for (int candidate = 1; candidate < States; candidate++)
        {
            if (cost[(width * States) + candidate] < cost[(width * States) + state])
            {
                state = candidate;
            }
        }

        List<PanelCell> cells = [];
        for (int column = width; column > 0;)
        {
            Move move = moves[(column * States) + state];
            if (move.Character == PanelText.Unreadable && cells.Count > 0 && cells[^1].Character == PanelText.Unreadable && cells[^1].Start == column)
            {
                // A run of pixels that match nothing is one mark.
                cells[^1] = cells[^1] with { Start = move.From };
            }
            else if (move.Character != default)
            {
                cells.Add(new PanelCell(move.From, column, move.Character));
            }

            column = move.From;
            state = move.FromState;
        }

        return cells;
    }

    private static int StateOf(int step, int inverse) => (inverse * Steps) + step;

    private static ulong KeyOf(ReadOnlySpan<byte> columns, byte ground)
    {
        ulong key = 0;
        foreach (byte column in columns)
        {
            key = (key << 8) | (byte)(column ^ ground);
        }

        return key;
    }

    private static Dictionary<ulong, char> Build()
    {
        Dictionary<ulong, char> characters = [];
        for (int glyph = 0; glyph < TextFont.Count; glyph++)
        {
            ulong key = KeyOf(TextFont.Data.AsSpan(glyph * Columns, Columns), 0);
            if (key != 0)
            {
                characters.TryAdd(key, TextFont.Character(glyph));
            }
        }

        return characters;
    }

    private readonly record struct Move(int From, int FromState, char Character);
}
